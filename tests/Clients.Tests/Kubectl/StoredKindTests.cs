using Orchestrator.Clients.Tests.Support;
using Orchestrator.TestKit;

namespace Orchestrator.Clients.Tests.Kubectl;

/// <summary>Kinds without grains, from creation to deletion, as kubectl sees them.</summary>
public sealed class StoredKindTests(ClientsFixture clients) : IClassFixture<ClientsFixture>
{
    [Theory]
    [InlineData("configmap a --from-literal=k=v", "configmap", @"^a\s+1\s")]
    [InlineData("service clusterip a --tcp=80:8080", "service", @"^a\s+ClusterIP\s+10\.96\.\d+\.\d+\s+<none>\s+80/TCP\s")]
    [InlineData("quota a --hard=pods=3", "quota", @"^a\s")]
    [InlineData("poddisruptionbudget a --selector=app=web --min-available=1", "pdb", @"^a\s+1\s+N/A\s+0\s")]
    public async Task Kind_is_created_shown_labelled_and_deleted(string create, string kind, string row)
    {
        await using var ns = await clients.NewNamespaceAsync();

        await ns.Kubectl.OutputOfAsync(["create", .. create.Split(' ')]);

        Assert.Matches($"(?m){row}", await ns.Kubectl.OutputOfAsync("get", kind));
        await ns.Kubectl.OutputOfAsync("label", kind, "a", "colour=green");
        Assert.Matches($"(?m){row}", await ns.Kubectl.OutputOfAsync("get", kind, "-l", "colour=green"));
        Assert.Matches(@"(?m)^Name:\s+a$", await ns.Kubectl.OutputOfAsync("describe", kind, "a"));
        await ns.Kubectl.OutputOfAsync("delete", kind, "a");
        Assert.DoesNotMatch($"(?m){row}", await ns.Kubectl.OutputOfAsync("get", kind, "--ignore-not-found"));
    }

    [Theory]
    [InlineData("background", false)]
    [InlineData("foreground", false)]
    [InlineData("orphan", true)]
    public async Task Owned_configmap_shares_the_fate_that_the_cascade_says(string cascade, bool stays)
    {
        await using var ns = await clients.NewNamespaceAsync();
        await ns.Kubectl.OutputOfAsync("create", "configmap", "owner");
        await ns.Kubectl.OutputOfAsync("create", "configmap", "owned");
        var uid = await ns.Kubectl.OutputOfAsync("get", "configmap", "owner", "-o", "jsonpath={.metadata.uid}");
        var reference = $$$"""{"metadata":{"ownerReferences":[{"apiVersion":"v1","kind":"ConfigMap","name":"owner","uid":"{{{uid}}}","blockOwnerDeletion":true}]}}""";
        await ns.Kubectl.OutputOfAsync("patch", "configmap", "owned", "--type=merge", "-p", reference);

        await ns.Kubectl.OutputOfAsync("delete", "configmap", "owner", $"--cascade={cascade}");

        await Eventually.True(
            async () => await ns.Kubectl.OutputOfAsync("get", "configmap", "owned", "--ignore-not-found", "-o", "jsonpath={.metadata.name}/{.metadata.ownerReferences}") == (stays ? "owned/" : ""),
            "what was owned has met its fate");
    }

    [Fact]
    public async Task Deleted_namespace_takes_objects_of_every_kind_with_it()
    {
        var name = UniqueName.Of("ns");
        await clients.Kubectl.OutputOfAsync("create", "namespace", name);
        await clients.Kubectl.OutputOfAsync("create", "configmap", "a", "-n", name);
        await clients.Kubectl.OutputOfAsync("create", "service", "clusterip", "a", "--tcp=80", "-n", name);

        await clients.Kubectl.OutputOfAsync("delete", "namespace", name, "--timeout=60s");

        Assert.Equal("", await clients.Kubectl.OutputOfAsync("get", "configmaps,services", "-o", "name", "-n", name));
    }
}
