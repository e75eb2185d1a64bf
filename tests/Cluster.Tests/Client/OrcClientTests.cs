using System.Text.Json.Nodes;
using Orchestrator.Cluster.Tests.Support;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Cluster.Tests.Client;

/// <summary>What a machine without kubectl has: orc's own commands.</summary>
public sealed class OrcClientTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private readonly TestCluster _cluster = fixture.Cluster;

    private static string Example => Path.Combine(TestEnvironment.Repository, "examples", "hello.yaml");

    [Fact]
    public async Task Example_is_applied_shown_read_and_deleted()
    {
        var ns = await _cluster.NewNamespaceAsync();
        Assert.Contains("deployment.apps/hello created", await OrcAsync(0, ns, "apply", "-f", Example), StringComparison.Ordinal);
        await _cluster.SettledAsync(ns, "hello", 3);
        Assert.Contains("deployment.apps/hello unchanged", await OrcAsync(0, ns, "apply", "-f", Example), StringComparison.Ordinal);

        var pods = (await _cluster.Api.ListAsync(Api.Pods(ns))).Select(JsonReading.Name).ToList();
        var table = await OrcAsync(0, ns, "get", "pods", "-o", "wide");
        Assert.All(pods, pod => Assert.Contains(pod, table, StringComparison.Ordinal));
        Assert.Contains("Running", table, StringComparison.Ordinal);
        Assert.Equal("hello", JsonNode.Parse(await OrcAsync(0, ns, "get", "deployment/hello", "-o", "json"))!.Name());
        Assert.Equal("", await OrcAsync(0, ns, "logs", pods[0]));

        Assert.Contains("deleted", await OrcAsync(0, ns, "delete", "deployment", "hello"), StringComparison.Ordinal);
        await _cluster.NothingLeftAsync(ns);
    }

    [Fact]
    public async Task Logs_are_what_the_container_wrote()
    {
        var ns = await _cluster.NewNamespaceAsync();
        await _cluster.Api.CreateAsync(Api.Pods(ns), Manifests.Pod("teller", Manifests.Script("echo one; echo two"), "Never"));
        await _cluster.PodAsync(ns, "teller", pod => pod.Text("status.phase") == "Succeeded", "succeeded");
        Assert.Equal("one\ntwo\n", await OrcAsync(0, ns, "logs", "teller"));
        Assert.Equal("two\n", await OrcAsync(0, ns, "logs", "teller", "--tail", "1"));
    }

    [Fact]
    public async Task What_is_not_there_ends_with_exit_code_1()
    {
        var ns = await _cluster.NewNamespaceAsync();
        Assert.Equal("", await OrcAsync(1, ns, "get", "pod", "nobody"));
        Assert.Equal("", await OrcAsync(1, ns, "logs", "nobody"));
        Assert.Equal("", await OrcAsync(1, ns, "delete", "pod", "nobody"));
    }

    private async Task<string> OrcAsync(int exitCode, string ns, params string[] arguments)
    {
        var result = await new ShellCommand
        {
            Program = "dotnet",
            Arguments = [Path.Combine(AppContext.BaseDirectory, "orc.dll"), .. arguments, "--kubeconfig", _cluster.Kubeconfig, "--namespace", ns],
        }.RunAsync();
        Assert.True(exitCode == result.ExitCode, $"{result.Command} exited with {result.ExitCode}: {result.Error}");
        return result.Output;
    }
}
