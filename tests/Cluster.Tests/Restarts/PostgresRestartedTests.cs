using System.Net;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Cluster.Tests.Restarts;

/// <summary>The database goes away and comes back: containers do not notice, and what was begun is finished.</summary>
public sealed class PostgresRestartedTests : IAsyncLifetime
{
    private PrivatePostgres? _postgres;
    private TestCluster? _cluster;

    private PrivatePostgres Postgres => _postgres!;

    private TestCluster Cluster => _cluster!;

    public async Task InitializeAsync()
    {
        _postgres = await PrivatePostgres.CreateAsync();
        _cluster = await TestCluster.StartAsync(new TestClusterOptions { Postgres = _postgres.ConnectionString });
    }

    public async Task DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        await Postgres.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Database_restarted_in_the_middle_of_a_scale_up_loses_and_doubles_nothing(bool crash)
    {
        await StartAsync(3);
        var before = (await Cluster.ContainersAsync()).Select(one => one.Id).ToHashSet();
        await Cluster.Api.PatchAsync($"{Api.Deployments("default")}/web", """{"spec":{"replicas":20}}""");
        await Cluster.EventuallyAsync(async () => (await Cluster.ContainersAsync()).Count >= 5, "the scale-up has begun");
        await (crash ? Postgres.KillAsync() : Postgres.StopAsync());
        await Postgres.StartAsync();

        await Cluster.SettledAsync("default", "web", 20);
        var containers = await Cluster.ContainersAsync();
        Assert.Equal(20, containers.Count);
        Assert.Equal(20, containers.DistinctBy(one => one.PodUid).Count());
        Assert.Subset(containers.Select(one => one.Id).ToHashSet(), before);
        Assert.False(Cluster.Orc.HasExited);
    }

    [Fact]
    public async Task Database_away_says_so_and_keeps_the_containers_running()
    {
        await StartAsync(3);
        var before = (await Cluster.ContainersAsync()).Select(one => one.Id).ToHashSet();
        await Postgres.KillAsync();

        await Cluster.EventuallyAsync(
            async () => await Cluster.Api.SendAsync(HttpMethod.Get, "/readyz") is { Code: HttpStatusCode.ServiceUnavailable } answer
                && answer.Body.Contains("storage", StringComparison.Ordinal),
            "readyz names the storage");
        Assert.Equal(HttpStatusCode.OK, (await Cluster.Api.SendAsync(HttpMethod.Get, "/livez")).Code);
        await UnavailableAsync(() => Cluster.Api.SendAsync(HttpMethod.Get, Api.Pods("default")));
        await UnavailableAsync(() => Cluster.Api.SendAsync(HttpMethod.Post, Api.Deployments("default"), Manifests.Deployment("late", 1).ToJsonString()));
        await UnavailableAsync(() => Cluster.Api.SendAsync(
            HttpMethod.Patch, $"{Api.Deployments("default")}/web", """{"spec":{"replicas":4}}""", "application/merge-patch+json"));
        Assert.Equal(before, (await Cluster.ContainersAsync()).Where(one => one.Running).Select(one => one.Id).ToHashSet());
        Assert.False(Cluster.Orc.HasExited);

        await Postgres.StartAsync();
        await Cluster.WaitUntilReadyAsync();
        await ScaleAsync(4);
        await Cluster.SettledAsync("default", "web", 4);
        Assert.Subset((await Cluster.ContainersAsync()).Select(one => one.Id).ToHashSet(), before);
        Assert.Null(await Cluster.Api.FindAsync($"{Api.Deployments("default")}/late"));
    }

    [Fact]
    public async Task Container_killed_while_the_database_is_away_runs_again_without_it()
    {
        await StartAsync(1);
        var victim = Assert.Single(await Cluster.ContainersAsync());
        await Postgres.KillAsync();
        await Cluster.Engine.KillProcessAsync(victim.Id);
        await Cluster.EventuallyAsync(
            async () => (await Cluster.ContainersAsync()).Any(one => one.Running && one.Id != victim.Id && one.PodUid == victim.PodUid), "the container runs again");

        await Postgres.StartAsync();
        await Cluster.PodAsync("default", victim.PodName, pod => pod.Number("status.containerStatuses.0.restartCount") == 1 && pod.Is("Ready"), "known as restarted");
    }

    private static async Task UnavailableAsync(Func<Task<ApiAnswer>> request)
    {
        var answer = await request();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Code);
        Assert.Equal("Status", answer.Document.Text("kind"));
        Assert.Equal(503, answer.Document.Number("code"));
    }

    // A write whose answer was lost with the server may have been made, which the next one is told as a conflict: clients try again.
    private Task ScaleAsync(int replicas) => Cluster.EventuallyAsync(
        async () =>
        {
            var patch = $$"""{"spec":{"replicas":{{replicas}} } }""";
            var answer = await Cluster.Api.SendAsync(HttpMethod.Patch, $"{Api.Deployments("default")}/web", patch, "application/merge-patch+json");
            Assert.True(answer.IsSuccess || answer.Code is HttpStatusCode.Conflict or HttpStatusCode.ServiceUnavailable, answer.Body);
            return answer.IsSuccess;
        },
        "the deployment is scaled");

    private async Task StartAsync(int replicas)
    {
        await Cluster.Api.CreateAsync(Api.Deployments("default"), Manifests.Deployment("web", replicas));
        await Cluster.SettledAsync("default", "web", replicas);
    }
}
