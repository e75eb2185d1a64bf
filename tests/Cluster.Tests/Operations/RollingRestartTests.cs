using System.Net;
using System.Text.Json.Nodes;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Cluster.Tests.Operations;

/// <summary>The control plane is restarted, one silo after the other, while people use it.</summary>
public sealed class RollingRestartTests
{
    private const string Json = "application/json";
    private const string MergePatch = "application/merge-patch+json";
    private static readonly string[] Controls = ["control-a", "control-b"];

    [Fact]
    public async Task Control_silos_restarted_in_turn_fail_nobody_who_tries_again_as_clients_do_and_no_watch()
    {
        await using var cluster = await RoleCluster.CreateAsync();
        foreach (var control in Controls)
        {
            await cluster.LaunchControlAsync(control);
            await cluster.UntilReadyAsync(control);
        }

        await cluster.LaunchWorkerAsync("worker");
        await cluster.LaunchGatewayAsync("gateway");
        await cluster.UntilReadyAsync("gateway");
        await cluster.UntilTakesPodsAsync("worker", "gateway");
        await cluster.Api("gateway").CreateAsync(Api.Deployments("default"), Manifests.Deployment("steady", 2));
        await cluster.EventuallyAsync(
            async () => (await cluster.Api("gateway").GetAsync($"{Api.Deployments("default")}/steady")).Number("status.availableReplicas") == 2, "two replicas are available");
        using var engine = new Engine(TestEnvironment.Docker);
        var before = await RunningAsync(engine, cluster);

        using var end = new CancellationTokenSource();
        var balancer = new ReadyMembers(cluster, Controls);
        var users = new[]
        {
            new Writer(() => balancer.Ready, "through-controls").RunAsync(end.Token),
            new Writer(() => cluster.Api("gateway"), "through-gateway").RunAsync(end.Token),
        };
        var watcher = new Watcher(() => balancer.Ready).RunAsync(end.Token);
        var looking = balancer.LookAsync(end.Token);
        try
        {
            foreach (var control in Controls)
            {
                Assert.Equal(0, await cluster.Orc(control).TerminateAsync());
                await cluster.StartAgainAsync(control);
            }

            // And once more with both as they are now.
            await cluster.Api(Controls[0]).PatchAsync($"{Api.Deployments("default")}/steady", """{"spec":{"replicas":3}}""");
            await cluster.EventuallyAsync(
                async () => (await cluster.Api(Controls[1]).GetAsync($"{Api.Deployments("default")}/steady")).Number("status.availableReplicas") == 3, "three replicas are available");
        }
        finally
        {
            await end.CancelAsync();
        }

        var written = (await Task.WhenAll(users)).SelectMany(names => names).ToList();
        await looking;
        var seen = await watcher;
        Assert.True(written.Count > 20, $"more than 20 objects were written, not {written.Count}");
        Assert.Empty(written.Except(seen));
        Assert.Empty(before.Except(await RunningAsync(engine, cluster)));
    }

    private static async Task<HashSet<string>> RunningAsync(Engine engine, RoleCluster cluster) =>
        [.. (await engine.ContainersAsync(cluster.Name, "worker")).Where(one => one.Running).Select(one => one.Id)];

    /// <summary>What a load balancer knows: which members say that they are ready.</summary>
    private sealed class ReadyMembers(RoleCluster cluster, string[] members)
    {
        private volatile string _ready = members[0];

        public Api Ready => cluster.Api(_ready);

        public async Task LookAsync(CancellationToken end)
        {
            while (!end.IsCancellationRequested)
            {
                foreach (var member in members)
                {
                    if (await IsReadyAsync(member))
                    {
                        _ready = member;
                        break;
                    }
                }

                await Task.Delay(100, CancellationToken.None);
            }
        }

        private async Task<bool> IsReadyAsync(string member)
        {
            try
            {
                return (await cluster.Api(member).SendAsync(HttpMethod.Get, "/readyz")).IsSuccess;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }
    }

    /// <summary>
    /// Creates, changes, reads and deletes objects; whatever fails is this run's failure. What is answered with 503 and a time is asked again after it, as client-go does it, and what
    /// was done before an answer was lost is not done twice.
    /// </summary>
    private sealed class Writer(Func<Api> api, string prefix)
    {
        private const int TriesMax = 10;

        public async Task<List<string>> RunAsync(CancellationToken end)
        {
            var names = new List<string>();
            for (var number = 0; !end.IsCancellationRequested; number++)
            {
                var name = $"{prefix}-{number}";
                var path = $"{Api.Deployments("default")}/{name}";
                await AskAsync(HttpMethod.Post, Api.Deployments("default"), Manifests.Deployment(name, 0).ToJsonString(), done: HttpStatusCode.Conflict);
                names.Add(name);
                await AskAsync(HttpMethod.Patch, path, """{"metadata":{"annotations":{"changed":"yes"}}}""");
                Assert.Equal("yes", (await AskAsync(HttpMethod.Get, path)).Document.Text("metadata.annotations.changed"));
                await AskAsync(HttpMethod.Delete, path, done: HttpStatusCode.NotFound);
            }

            return names;
        }

        private async Task<ApiAnswer> AskAsync(HttpMethod method, string path, string? body = null, HttpStatusCode? done = null)
        {
            for (var tries = 1; ; tries++)
            {
                var answer = body is null ? await api().SendAsync(method, path) : await api().SendAsync(method, path, body, method == HttpMethod.Patch ? MergePatch : Json);
                if (answer.IsSuccess || (tries > 1 && answer.Code == done))
                {
                    return answer;
                }

                Assert.True(
                    tries < TriesMax && answer.Code == HttpStatusCode.ServiceUnavailable && answer.Document.Number("details.retryAfterSeconds") > 0,
                    $"{method} {path} at the try {tries}: {(int)answer.Code} {answer.Body}");
                await Task.Delay(TimeSpan.FromSeconds((double)answer.Document.Number("details.retryAfterSeconds")!), CancellationToken.None);
            }
        }
    }

    /// <summary>Watches on from where a watch ended, as clients do. A watch that breaks off rather than ends is this run's failure.</summary>
    private sealed class Watcher(Func<Api> api)
    {
        public async Task<HashSet<string>> RunAsync(CancellationToken end)
        {
            var seen = new HashSet<string>();
            var version = "0";
            for (var isLast = false; !isLast;)
            {
                // The last one begins after the end, so that it sees all that was written.
                isLast = end.IsCancellationRequested;
                using var watch = await api().StreamAsync($"{Api.Deployments("default")}?watch=true&timeoutSeconds=5&resourceVersion={version}");
                while (await watch.ReadLineAsync(CancellationToken.None) is { } line)
                {
                    var change = JsonNode.Parse(line)!;
                    Assert.NotEqual("ERROR", change.Text("type"));
                    version = change.Text("object.metadata.resourceVersion")!;
                    seen.Add(change["object"]!.Name());
                }
            }

            return seen;
        }
    }
}
