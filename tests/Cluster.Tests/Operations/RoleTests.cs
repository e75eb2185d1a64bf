using System.Net;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Cluster.Tests.Operations;

/// <summary>Silos that do a part of the work only, and clients of theirs, over TLS.</summary>
public sealed class RoleTests(RoleFixture fixture) : IClassFixture<RoleFixture>
{
    private readonly RoleCluster _cluster = fixture.Cluster;

    [Fact]
    public async Task Only_a_worker_is_a_node()
    {
        var nodes = await _cluster.Api("gateway").ListAsync("/api/v1/nodes");

        Assert.Equal(["worker"], nodes.Select(node => node.Name()));
    }

    [Fact]
    public async Task Pods_run_on_the_worker_whoever_is_asked_for_them()
    {
        await _cluster.Api("control").CreateAsync(Api.Deployments("default"), Manifests.Deployment("spread", 2));
        await _cluster.EventuallyAsync(
            async () => (await _cluster.Api("gateway").GetAsync($"{Api.Deployments("default")}/spread")).Number("status.availableReplicas") == 2, "two replicas are available");

        Assert.All(await _cluster.Api("gateway").ListAsync($"{Api.Pods("default")}?labelSelector=app%3Dspread"), pod => Assert.Equal("worker", pod.Text("spec.nodeName")));
        await _cluster.Api("gateway").DeleteAsync($"{Api.Deployments("default")}/spread");
    }

    [Theory]
    [InlineData("control", HttpStatusCode.OK)]
    [InlineData("gateway", HttpStatusCode.OK)]
    [InlineData("worker", HttpStatusCode.NotFound)]
    public async Task Api_is_served_by_control_silos_and_gateways_and_health_and_metrics_by_all(string member, HttpStatusCode api)
    {
        Assert.Equal(api, (await _cluster.Api(member).SendAsync(HttpMethod.Get, "/api/v1/namespaces/default")).Code);
        Assert.Equal("ok", (await _cluster.Api(member).SendAsync(HttpMethod.Get, "/livez")).Body);
        await _cluster.EventuallyAsync(async () => (await _cluster.Api(member).SendAsync(HttpMethod.Get, "/readyz")).Body == "ok", $"{member} says that it is ready");
        Assert.Contains("target_info{", (await _cluster.Api(member).SendAsync(HttpMethod.Get, "/metrics")).Body);
    }

    [Fact]
    public async Task Grains_of_the_control_plane_are_called_on_control_silos_only()
    {
        await _cluster.Api("gateway").GetAsync("/api/v1/namespaces/default");
        var (control, worker) = ((await _cluster.Api("control").SendAsync(HttpMethod.Get, "/metrics")).Body, (await _cluster.Api("worker").SendAsync(HttpMethod.Get, "/metrics")).Body);

        Assert.Contains("grain=\"INodeGrain\"", control);
        Assert.DoesNotContain("grain=\"INodeGrain\"", worker);
        Assert.DoesNotContain("grain=\"INodeAgentGrain\"", control);
    }

    [Fact]
    public async Task Cluster_is_counted_by_control_silos_only()
    {
        await _cluster.EventuallyAsync(async () => (await MetricsAsync("control")).Contains("orchestrator_cluster_nodes{", StringComparison.Ordinal), "the control silo counts");

        Assert.DoesNotContain("orchestrator_cluster_", await MetricsAsync("worker"));
        Assert.DoesNotContain("orchestrator_cluster_", await MetricsAsync("gateway"));
    }

    [Fact]
    public async Task Example_deploys_follows_and_deletes_over_the_grain_interfaces()
    {
        var run = (await Example("followed", await _cluster.CertificateAsync(UniqueName.Of("client"))).RunAsync()).Succeeded();

        var lines = run.Output.Trim().Split('\n');
        Assert.Equal("created followed", lines[0]);
        Assert.Equal(["2 of 2 started, 2 ready, 2 available", "ready", "deleted"], lines[^3..]);
        Assert.Null(await _cluster.Api("gateway").FindAsync($"{Api.Deployments("default")}/followed"));
    }

    [Fact]
    public async Task Client_without_a_certificate_is_not_let_in() => await IsNotLetInAsync(null);

    [Fact]
    public async Task Client_with_a_certificate_of_another_authority_is_not_let_in()
    {
        await using var other = await RoleCluster.CreateAsync();
        await IsNotLetInAsync(await other.CertificateAsync("stranger"));
    }

    private async Task IsNotLetInAsync(string? certificate)
    {
        try
        {
            Assert.NotEqual(0, (await Example("stranger", certificate, withinSeconds: 30).RunAsync()).ExitCode);
        }
        catch (TimeoutException)
        {
            // Microsoft Orleans' client goes on trying for minutes; it has been ended.
        }

        Assert.Null(await _cluster.Api("gateway").FindAsync($"{Api.Deployments("default")}/stranger"));
    }

    private async Task<string> MetricsAsync(string member) => (await _cluster.Api(member).SendAsync(HttpMethod.Get, "/metrics")).Body;

    private ShellCommand Example(string name, string? certificate, int withinSeconds = 120) => new()
    {
        Program = "dotnet",
        Arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "orc-example-client.dll"), name, "--image", Images.Hello, "--replicas", "2", "--cluster", _cluster.Name, "--delete",
            .. certificate is null ? Array.Empty<string>() : ["--tls-dir", certificate],
        ],
        Environment = new Dictionary<string, string?> { ["ORC_POSTGRES"] = _cluster.Database },
        Within = TimeSpan.FromSeconds(withinSeconds),
    };
}
