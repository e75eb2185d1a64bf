using System.Text;
using System.Text.Json.Nodes;
using Orchestrator.Resources.Serialization;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Cluster.Tests.Operations;

/// <summary>The Helm chart, with a real helm.</summary>
public sealed class ChartTests
{
    private static readonly string Chart = Path.Combine(TestEnvironment.Repository, "charts", "orleans-orchestrator");

    public static TheoryData<string> Values => [.. Directory.EnumerateFiles(Path.Combine(Chart, "ci")).Select(path => Path.GetFileName(path)).Order()];

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Chart_with_values_has_nothing_that_helm_warns_of(string values)
    {
        var lint = (await ShellCommand.RunAsync(TestEnvironment.Helm, "lint", "--strict", Chart, "--values", PathOf(values))).Succeeded();

        Assert.Contains("1 chart(s) linted, 0 chart(s) failed", lint.Output);
        Assert.DoesNotContain("[WARNING]", lint.Output);
    }

    [Fact]
    public async Task Chart_without_values_says_what_is_missing()
    {
        var template = await ShellCommand.RunAsync(TestEnvironment.Helm, "template", "orc", Chart);

        Assert.NotEqual(0, template.ExitCode);
        Assert.Contains("/postgres/existingSecret", template.Error);
        Assert.Contains("/tls/existingSecret", template.Error);
        Assert.Contains("/api/allowRemote", template.Error);
    }

    [Theory]
    [InlineData("tls.insecure=true", "/tls/existingSecret")]
    [InlineData("worker.dataFolder=relative", "/worker/dataFolder")]
    [InlineData("control.replicas=0", "/control/replicas")]
    [InlineData("postgres.password=secret", "additional properties 'password' not allowed")]
    public async Task Value_that_cannot_be_right_is_refused_by_its_name(string setting, string said)
    {
        var template = await ShellCommand.RunAsync(TestEnvironment.Helm, "template", "orc", Chart, "--values", PathOf("tls-values.yaml"), "--set", setting);

        Assert.NotEqual(0, template.ExitCode);
        Assert.Contains(said, template.Error);
    }

    [Fact]
    public async Task Rendered_chart_is_control_silos_gateways_and_a_worker_on_each_machine()
    {
        var objects = await RenderAsync("tls-values.yaml");

        Assert.Equal(
            ["DaemonSet orc-orleans-orchestrator-worker", "Deployment orc-orleans-orchestrator-gateway", "StatefulSet orc-orleans-orchestrator-control"],
            objects.Where(one => one.At("spec.template") is not null).Select(one => $"{one.Text("kind")} {one.Name()}").Order());
        Assert.Equal(2, objects.Count(one => one.Text("kind") == "PodDisruptionBudget"));
        Assert.All(Containers(objects), container =>
        {
            Assert.Equal("/readyz", container.Text("readinessProbe.httpGet.path"));
            Assert.Equal("/livez", container.Text("livenessProbe.httpGet.path"));
        });
        Assert.Single(Containers(objects), container => container.Text("securityContext.privileged") == "true");
    }

    [Theory]
    [InlineData("tls-values.yaml")]
    [InlineData("full-values.yaml")]
    public async Task Arguments_in_the_chart_are_such_as_orc_takes(string values)
    {
        foreach (var container in Containers(await RenderAsync(values)))
        {
            var arguments = container.At("args")!.AsArray().Select(argument => Filled((string)argument!)).ToList();
            await using var orc = OrcProcess.Start(arguments, new Dictionary<string, string?> { ["ORC_POSTGRES"] = "Host=127.0.0.1;Port=1;Database=none" });

            // All is well up to the certificates, which are not on this machine; an argument that orc does not know would be misuse, and another code.
            await orc.WaitForLineAsync("--tls-dir /etc/orc/tls must hold ca.crt, tls.crt and tls.key");
            Assert.Equal(1, await orc.WaitForExitAsync());
        }
    }

    private static string PathOf(string values) => Path.Combine(Chart, "ci", values);

    private static async Task<List<JsonNode>> RenderAsync(string values)
    {
        var rendered = (await ShellCommand.RunAsync(TestEnvironment.Helm, "template", "orc", Chart, "--values", PathOf(values))).Succeeded();
        return [.. YamlDocuments.Split(Encoding.UTF8.GetBytes(rendered.Output)).Select(document => JsonNode.Parse(document.Span)!)];
    }

    private static IEnumerable<JsonNode> Containers(IEnumerable<JsonNode> objects) =>
        objects.SelectMany(one => (one.At("spec.template.spec.containers") as JsonArray)?.Select(container => container!) ?? []);

    private static string Filled(string argument) => argument
        .Replace("$(POD_IP)", "127.0.0.1", StringComparison.Ordinal)
        .Replace("$(HOST_IP)", "127.0.0.1", StringComparison.Ordinal)
        .Replace("$(POD_NAME)", "orc-0", StringComparison.Ordinal)
        .Replace("$(NODE_NAME)", "machine-a", StringComparison.Ordinal)
        .Replace(":7080", $":{Free.Port()}", StringComparison.Ordinal)
        .Replace(":7090", $":{Free.Port()}", StringComparison.Ordinal)
        .Replace("port=11111", $"port={Free.Port()}", StringComparison.Ordinal)
        .Replace("port=30000", $"port={Free.Port()}", StringComparison.Ordinal);
}
