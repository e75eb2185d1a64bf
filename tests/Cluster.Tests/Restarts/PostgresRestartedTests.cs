using System.Net;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Cluster.Tests.Restarts;

/// <summary>The database goes away and comes back: containers do not notice, and what was begun is finished.</summary>
public sealed class PostgresRestartedTests(PrivatePostgresCluster fixture) : IClassFixture<PrivatePostgresCluster>
{
    private PrivatePostgres Postgres => fixture.Postgres;

    private TestCluster Cluster => fixture.Cluster;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Database_restarted_in_the_middle_of_a_scale_up_loses_and_doubles_nothing(bool crash)
    {
        var ns = await StartAsync(3);
        var before = (await Cluster.ContainersAsync(ns)).Select(one => one.Id).ToHashSet();
        await Cluster.Api.PatchAsync($"{Api.Deployments(ns)}/web", """{"spec":{"replicas":20}}""");
        await Cluster.EventuallyAsync(async () => (await Cluster.ContainersAsync(ns)).Count >= 5, "the scale-up has begun");
        await (crash ? Postgres.KillAsync() : Postgres.StopAsync());
        await Postgres.StartAsync();

        await Cluster.SettledAsync(ns, "web", 20);
        var containers = await Cluster.ContainersAsync(ns);
        Assert.Equal(20, containers.Count);
        Assert.Equal(20, containers.DistinctBy(one => one.PodUid).Count());
        Assert.Subset(containers.Select(one => one.Id).ToHashSet(), before);
        Assert.False(Cluster.Orc.HasExited);
        await DropAsync(ns);
    }

    [Fact]
    public async Task Database_away_says_so_and_keeps_the_containers_running()
    {
        var ns = await StartAsync(3);
        var before = (await Cluster.ContainersAsync(ns)).Select(one => one.Id).ToHashSet();
        await Postgres.KillAsync();

        await Cluster.EventuallyAsync(
            async () => await Cluster.Api.SendAsync(HttpMethod.Get, "/readyz") is { Code: HttpStatusCode.ServiceUnavailable } answer
                && answer.Body.Contains("storage", StringComparison.Ordinal),
            "readyz names the storage");
        Assert.Equal(HttpStatusCode.OK, (await Cluster.Api.SendAsync(HttpMethod.Get, "/livez")).Code);
        await UnavailableAsync(() => Cluster.Api.SendAsync(HttpMethod.Get, Api.Pods(ns)));
        await UnavailableAsync(() => Cluster.Api.SendAsync(HttpMethod.Post, Api.Deployments(ns), Manifests.Deployment("late", 1).ToJsonString()));
        await UnavailableAsync(() => Cluster.Api.SendAsync(
            HttpMethod.Patch, $"{Api.Deployments(ns)}/web", """{"spec":{"replicas":4}}""", "application/merge-patch+json"));
        Assert.Equal(before, (await Cluster.ContainersAsync(ns)).Where(one => one.Running).Select(one => one.Id).ToHashSet());
        Assert.False(Cluster.Orc.HasExited);

        await Postgres.StartAsync();
        await Cluster.WaitUntilReadyAsync();
        await ScaleAsync(ns, 4);
        await Cluster.SettledAsync(ns, "web", 4);
        Assert.Subset((await Cluster.ContainersAsync(ns)).Select(one => one.Id).ToHashSet(), before);
        Assert.Null(await Cluster.Api.FindAsync($"{Api.Deployments(ns)}/late"));
        await DropAsync(ns);
    }

    [Fact]
    public async Task Container_killed_while_the_database_is_away_runs_again_without_it()
    {
        var ns = await StartAsync(1);
        var victim = Assert.Single(await Cluster.ContainersAsync(ns));
        await Postgres.KillAsync();
        await Cluster.Engine.KillProcessAsync(victim.Id);
        await Cluster.EventuallyAsync(
            async () => (await Cluster.ContainersAsync(ns)).Any(one => one.Running && one.Id != victim.Id && one.PodUid == victim.PodUid), "the container runs again");

        await Postgres.StartAsync();
        await Cluster.PodAsync(ns, victim.PodName, pod => pod.Number("status.containerStatuses.0.restartCount") == 1 && pod.Is("Ready"), "known as restarted");
        await DropAsync(ns);
    }

    private static async Task UnavailableAsync(Func<Task<ApiAnswer>> request)
    {
        var answer = await request();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Code);
        Assert.Equal("Status", answer.Document.Text("kind"));
        Assert.Equal(503, answer.Document.Number("code"));
    }

    // A write whose answer was lost with the server may have been made, which the next one is told as a conflict: clients try again.
    private Task ScaleAsync(string ns, int replicas) => Cluster.EventuallyAsync(
        async () =>
        {
            var patch = $$"""{"spec":{"replicas":{{replicas}} } }""";
            var answer = await Cluster.Api.SendAsync(HttpMethod.Patch, $"{Api.Deployments(ns)}/web", patch, "application/merge-patch+json");
            Assert.True(answer.IsSuccess || answer.Code is HttpStatusCode.Conflict or HttpStatusCode.ServiceUnavailable, answer.Body);
            return answer.IsSuccess;
        },
        "the deployment is scaled");

    // Whatever became of the test before this one.
    private async Task<string> StartAsync(int replicas)
    {
        await Postgres.StartAsync();
        await Cluster.WaitUntilReadyAsync();
        var ns = await Cluster.NewNamespaceAsync();
        await Cluster.Api.CreateAsync(Api.Deployments(ns), Manifests.Deployment("web", replicas));
        await Cluster.SettledAsync(ns, "web", replicas);
        return ns;
    }

    private Task DropAsync(string ns) => Cluster.EventuallyAsync(
        async () => (await Cluster.Api.SendAsync(HttpMethod.Delete, $"/api/v1/namespaces/{ns}")).IsSuccess, $"{ns} is being deleted");
}
