using System.Runtime.CompilerServices;
using System.Text.Json;
using Orchestrator.Clients.Tests.Support;

namespace Orchestrator.Clients.Tests.Helm;

/// <summary>The life of a release of a chart: <c>hello</c>, beside this file.</summary>
public sealed class ChartTests(ClientsFixture clients) : IClassFixture<ClientsFixture>
{
    [Fact]
    public async Task Release_is_installed_upgraded_rolled_back_and_uninstalled()
    {
        await using var ns = await clients.NewNamespaceAsync();

        await ns.Helm.OutputOfAsync(["install", "web", Chart(), "--wait", .. Images()]);
        await HasStateAsync(ns, "hello", "1");

        await ns.Helm.OutputOfAsync(["upgrade", "web", Chart(), "--wait", "--set", "greeting=moin,replicas=2", .. Images()]);
        await HasStateAsync(ns, "moin", "2");

        await ns.Helm.OutputOfAsync("rollback", "web", "1", "--wait");
        await HasStateAsync(ns, "hello", "1");
        var history = JsonElement.Parse(await ns.Helm.OutputOfAsync("history", "web", "--output", "json"));
        Assert.Equal(["superseded", "superseded", "deployed"], history.EnumerateArray().Select(one => one.GetProperty("status").GetString()));

        await ns.Helm.OutputOfAsync("uninstall", "web", "--wait");
        Assert.Equal("", (await ns.Kubectl.OutputOfAsync("get", "deployments,services,configmaps,secrets", "--output", "name")).Trim());
        Assert.Equal("[]", (await ns.Helm.OutputOfAsync("list", "--output", "json")).Trim());
    }

    [Fact]
    public async Task Release_is_tested_by_its_pod()
    {
        await using var ns = await clients.NewNamespaceAsync();
        await ns.Helm.OutputOfAsync(["install", "web", Chart(), .. Images()]);

        var report = await ns.Helm.OutputOfAsync("test", "web", "--logs");

        Assert.Contains("Phase:          Succeeded", report);
        Assert.Contains("hello", report[report.IndexOf("POD LOGS", StringComparison.Ordinal)..]);
    }

    [Fact]
    public async Task Upgrade_of_what_somebody_else_applies_is_refused_with_the_name_of_that_one()
    {
        await using var ns = await clients.NewNamespaceAsync();
        await ns.Helm.OutputOfAsync(["install", "web", Chart(), .. Images()]);
        (await ns.Kubectl.RunWithAsync(
            """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"web-settings"},"data":{"greeting":"mine"}}""",
            "apply", "--server-side", "--field-manager", "operator", "--force-conflicts", "-f", "-")).Succeeded();

        var refusal = await ns.Helm.RefusalOfAsync(["upgrade", "web", Chart(), "--set", "greeting=moin", .. Images()]);

        Assert.Contains("conflict with \"operator\": .data.greeting", refusal);
    }

    // Helm waits for those that are to be ready, and not until those that are too many have ended.
    private static async Task HasStateAsync(TestNamespace ns, string greeting, string replicas)
    {
        Assert.Equal(greeting, await ns.Kubectl.OutputOfAsync("get", "configmap", "web-settings", "--output", "jsonpath={.data.greeting}"));
        Assert.Equal(replicas, await ns.Kubectl.OutputOfAsync("get", "deployment", "web", "--output", "jsonpath={.spec.replicas}"));
        await ns.Cluster.EventuallyAsync(
            async () => await ns.Kubectl.OutputOfAsync("get", "deployment", "web", "--output", "jsonpath={.status.readyReplicas}") == replicas, $"{replicas} are ready, and no more");
    }

    private static string[] Images() => ["--set", $"images.web={TestKit.Images.Hello},images.shell={TestKit.Images.Busybox}"];

    private static string Chart([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "hello");
}
