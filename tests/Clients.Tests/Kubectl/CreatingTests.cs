using Orchestrator.Clients.Tests.Support;

namespace Orchestrator.Clients.Tests.Kubectl;

/// <summary>What <c>kubectl create</c> makes of its arguments: it sends protobuf, and nothing else.</summary>
public sealed class CreatingTests(ClientsFixture clients) : IClassFixture<ClientsFixture>
{
    [Fact]
    public async Task Deployment_is_created()
    {
        await using var ns = await clients.NewNamespaceAsync();

        await ns.Kubectl.OutputOfAsync("create", "deployment", "web", "--image=example/web:1", "--replicas=0", "--port=8080");

        Assert.Equal("example/web:1 8080", await ns.Kubectl.OutputOfAsync(
            "get", "deployment", "web", "-o", "jsonpath={.spec.template.spec.containers[0].image} {.spec.template.spec.containers[0].ports[0].containerPort}"));
    }

    [Fact]
    public async Task ConfigMap_is_created_with_its_bytes()
    {
        await using var ns = await clients.NewNamespaceAsync();
        using var file = TemporaryFile.Of([0, 0xff, 0x80]);

        await ns.Kubectl.OutputOfAsync("create", "configmap", "settings", "--from-literal=a=b", $"--from-file=bin={file.Path}");

        Assert.Equal("b AP+A", await ns.Kubectl.OutputOfAsync("get", "configmap", "settings", "-o", "jsonpath={.data.a} {.binaryData.bin}"));
    }

    [Fact]
    public async Task Secret_is_created()
    {
        await using var ns = await clients.NewNamespaceAsync();

        await ns.Kubectl.OutputOfAsync("create", "secret", "generic", "keys", "--from-literal=p=s3cr3t");

        Assert.Equal("czNjcjN0", await ns.Kubectl.OutputOfAsync("get", "secret", "keys", "-o", "jsonpath={.data.p}"));
    }

    [Fact]
    public async Task Namespace_is_created_and_a_name_that_breaks_its_rule_is_refused()
    {
        var name = Orchestrator.TestKit.UniqueName.Of("made");

        await clients.Kubectl.OutputOfAsync("create", "namespace", name);
        var refusal = await clients.Kubectl.RefusalOfAsync("create", "namespace", "No_Name");

        Assert.Contains("metadata.name", refusal, StringComparison.Ordinal);
        await clients.Kubectl.OutputOfAsync("delete", "namespace", name);
    }
}
