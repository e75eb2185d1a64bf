using Gateway.Tests.Fixtures;
using Orchestrator.Contracts;

namespace Gateway.Tests.Binding;

public sealed class BindingTests
{
    private const string OfPod = $"{Samples.Pods}/web-1/binding";
    private const string OfNamespace = "/api/v1/namespaces/default/bindings";

    [Theory]
    [InlineData(OfPod, """{"apiVersion":"v1","kind":"Binding","target":{"kind":"Node","name":"worker-a"}}""", null)]
    [InlineData(OfPod, """{"apiVersion":"v1","kind":"Binding","metadata":{"name":"web-1","uid":"uid-web-1"},"target":{"name":"worker-a"}}""", "uid-web-1")]
    [InlineData(OfNamespace, """{"apiVersion":"v1","kind":"Binding","metadata":{"name":"web-1"},"target":{"apiVersion":"v1","kind":"Node","name":"worker-a"}}""", null)]
    public async Task Binding_asks_the_pod_to_go_to_the_node(string path, string body, string? uid)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Resources.Put(Samples.Pod("web-1"));

        var answer = await host.PostAsync(path, body);

        Assert.Equal((201, "Status", "Success"), (answer.Code, answer.At("kind"), answer.At("status")));
        Assert.Equal(new BindingOrder { NodeName = "worker-a", ExpectedUid = uid }, host.Cluster.LastBinding);
    }

    [Theory]
    [InlineData(OfPod, """{"target":{"kind":"Node"}}""", 422, "target.name: Required value")]
    [InlineData(OfPod, """{"target":{"kind":"Pod","name":"a"}}""", 422, "target.kind: Unsupported value: \"Pod\"")]
    [InlineData(OfPod, """{"target":{"kind":"Node","name":"../a"}}""", 422, "target.name: Invalid value")]
    [InlineData(OfPod, """{"metadata":{"name":"web-2"},"target":{"kind":"Node","name":"a"}}""", 400, "does not match the name on the URL")]
    [InlineData(OfNamespace, """{"target":{"kind":"Node","name":"a"}}""", 422, "name or generateName is required")]
    [InlineData(OfNamespace, """{"metadata":{"name":"web-9"},"target":{"kind":"Node","name":"a"}}""", 404, "pods \"web-9\" not found")]
    public async Task Binding_that_is_wrong_asks_nobody(string path, string fields, int code, string message)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Resources.Put(Samples.Pod("web-1"));

        var answer = await host.PostAsync(path, $"{{\"apiVersion\":\"v1\",\"kind\":\"Binding\",{fields[1..]}");

        Assert.Equal(code, answer.Code);
        Assert.Contains(message, answer.Message, StringComparison.Ordinal);
        Assert.Null(host.Cluster.LastBinding);
    }
}
