using System.Runtime.CompilerServices;
using Orchestrator.Clients.Tests.Support;

namespace Orchestrator.Clients.Tests.Helm;

/// <summary>A chart that brings its kind with it: <c>garden</c>, beside this file.</summary>
public sealed class CustomChartTests(ClientsFixture clients) : IClassFixture<ClientsFixture>
{
    [Fact]
    public async Task Chart_with_a_definition_is_installed_upgraded_and_uninstalled()
    {
        await using var ns = await clients.NewNamespaceAsync();

        await ns.Helm.OutputOfAsync("install", "tulip", Chart(), "--wait");
        Assert.Equal("red/5", await FlowerAsync(ns));

        await ns.Helm.OutputOfAsync("upgrade", "tulip", Chart(), "--set", "colour=yellow", "--wait");
        Assert.Equal("yellow/5", await FlowerAsync(ns));
        Assert.Contains("Unsupported value: \"blue\"", await ns.Helm.RefusalOfAsync("upgrade", "tulip", Chart(), "--set", "colour=blue"));

        await ns.Helm.OutputOfAsync("uninstall", "tulip", "--wait");
        Assert.Equal("", await ns.Kubectl.OutputOfAsync("get", "flowers", "--output", "name"));
        Assert.Equal("flowers.garden.example.com", await ns.Kubectl.OutputOfAsync("get", "crd", "flowers.garden.example.com", "--output", "jsonpath={.metadata.name}"));
    }

    private static Task<string> FlowerAsync(TestNamespace ns) => ns.Kubectl.OutputOfAsync("get", "fl", "tulip", "--output", "jsonpath={.spec.colour}/{.spec.petals}");

    private static string Chart([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "garden");
}
