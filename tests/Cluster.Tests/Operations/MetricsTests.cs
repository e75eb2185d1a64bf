using System.Globalization;
using System.Text.Json.Nodes;
using Orchestrator.Cluster.Tests.Support;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Cluster.Tests.Operations;

/// <summary>What a real Prometheus gets from a running cluster.</summary>
public sealed class MetricsTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private readonly TestCluster _cluster = fixture.Cluster;

    [Fact]
    public async Task Every_expression_of_the_dashboard_returns_data()
    {
        var expressions = Expressions();
        Assert.True(expressions.Count >= 20, $"the dashboard has at least 20 expressions, not {expressions.Count}");
        await using var prometheus = await Prometheus.StartAsync(_cluster.Address);
        var began = TimeProvider.System.GetTimestamp();
        var ns = await _cluster.NewNamespaceAsync();
        using var watch = await _cluster.Api.StreamAsync($"{Api.Pods(ns)}?watch=true");
        await _cluster.Api.CreateAsync(Api.Deployments(ns), Manifests.Deployment("first", 1));
        await _cluster.SettledAsync(ns, "first", 1);

        // Rates need a second measurement of each series, and the first may have been missed: then it takes another change.
        await _cluster.Api.CreateAsync(Api.Deployments(ns), Manifests.Deployment("second", 2));
        await _cluster.SettledAsync(ns, "second", 2);
        foreach (var expression in expressions)
        {
            for (var replicas = 3; !await HasDataAsync(expression); replicas = 5 - replicas)
            {
                Assert.True(TimeProvider.System.GetElapsedTime(began) < Longest, $"{expression} returns data");
                await _cluster.Api.PatchAsync($"{Api.Deployments(ns)}/second", $$"""{"spec":{"replicas":{{replicas}} } }""");
                await _cluster.SettledAsync(ns, "second", replicas);
            }
        }

        async Task<bool> HasDataAsync(string expression)
        {
            try
            {
                await Eventually.True(async () => (await prometheus.QueryAsync(expression)).Any(value => value != "NaN"), $"{expression} returns data", Patience);
                return true;
            }
            catch (TimeoutException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task Figures_of_the_cluster_are_those_of_its_objects()
    {
        await using var prometheus = await Prometheus.StartAsync(_cluster.Address);
        var ns = await _cluster.NewNamespaceAsync();
        await _cluster.Api.CreateAsync(Api.Deployments(ns), Manifests.Deployment("counted", 3));
        await _cluster.SettledAsync(ns, "counted", 3);
        var running = (await _cluster.Api.ListAsync("/api/v1/pods")).Count(pod => pod.Text("status.phase") == "Running");

        await _cluster.EventuallyAsync(async () => await ValueAsync("max(orchestrator_cluster_nodes{ready='True'})") == 1, "one node is ready");
        await _cluster.EventuallyAsync(async () => await ValueAsync("max(orchestrator_cluster_pods{phase='Running'})") == running, $"{running} pods are running");
        await _cluster.EventuallyAsync(async () => await ValueAsync("orchestrator_pod_ready_duration_seconds_count") >= 3, "three pods have become ready");
        await _cluster.EventuallyAsync(async () => await ValueAsync("orchestrator_membership_silos{status='Active'}") == 1, "one silo is a member");
        foreach (var label in new[] { "name", "uid", "key", "pod", "container", "node" })
        {
            Assert.Empty(await prometheus.QueryAsync($$"""{__name__=~"orchestrator_.*",{{label}}!=""}"""));
        }

        async Task<double> ValueAsync(string expression) => double.Parse((await prometheus.QueryAsync(expression))[0], CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Metrics_are_as_promtool_wants_them()
    {
        var metrics = await new HttpClient().GetStringAsync(new Uri(_cluster.Address, "/metrics"));
        var check = await new ShellCommand { Program = TestEnvironment.Promtool, Arguments = ["check", "metrics"], Input = metrics }.RunAsync();

        // 3 is for advice. What Orleans and Npgsql name is theirs.
        Assert.True(check.ExitCode is 0 or 3, check.Error);
        Assert.DoesNotContain((check.Output + check.Error).Split('\n'), line => line.StartsWith("orchestrator_", StringComparison.Ordinal) || line.StartsWith("error", StringComparison.Ordinal));
        Assert.Contains("orchestrator_reconcile_duration_seconds_bucket{", metrics);
    }

    private static List<string> Expressions()
    {
        var dashboard = JsonNode.Parse(File.ReadAllText(Path.Combine(TestEnvironment.Repository, "charts", "dashboards", "cluster.json")))!;
        return [
            .. dashboard["panels"]!.AsArray()
                .SelectMany(panel => (panel!["targets"] as JsonArray)?.Select(target => (string)target!["expr"]!) ?? [])
                .Select(expression => expression.Replace("$job", ".*", StringComparison.Ordinal).Replace("$__rate_interval", "15m", StringComparison.Ordinal)),
        ];
    }
}
