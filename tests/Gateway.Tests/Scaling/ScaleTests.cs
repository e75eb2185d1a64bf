using Gateway.Tests.Fixtures;

namespace Gateway.Tests.Scaling;

public sealed class ScaleTests
{
    private const string Scale = $"{Samples.Deployments}/web/scale";

    [Fact]
    public async Task Scale_says_how_many_there_are_and_should_be()
    {
        await using var host = await GatewayHost.StartAsync();
        var stored = host.Resources.Put(Samples.Deployment());

        var answer = await host.GetAsync(Scale);

        Assert.Equal((200, "Scale", "autoscaling/v1"), (answer.Code, answer.At("kind"), answer.At("apiVersion")));
        Assert.Equal(("3", "3", "app=web"), (answer.At("spec.replicas"), answer.At("status.replicas"), answer.At("status.selector")));
        Assert.Equal(stored.ResourceVersion.ToString(), answer.At("metadata.resourceVersion"));
    }

    [Theory]
    [InlineData("PATCH", "application/merge-patch+json", """{"spec":{"replicas":10}}""", 10)]
    [InlineData("PATCH", "application/merge-patch+json", """{"spec":{"replicas":0}}""", 0)]
    [InlineData("PATCH", "application/strategic-merge-patch+json", """{"spec":{"replicas":6}}""", 6)]
    [InlineData("PATCH", "application/json-patch+json", """[{"op":"replace","path":"/spec/replicas","value":4}]""", 4)]
    [InlineData("PUT", "application/json", """{"kind":"Scale","apiVersion":"autoscaling/v1","metadata":{"name":"web","namespace":"default"},"spec":{"replicas":4}}""", 4)]
    public async Task Scale_set_changes_only_the_replicas(string method, string contentType, string body, int replicas)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Resources.Put(Samples.Deployment());

        var answer = await host.SendAsync(new HttpMethod(method), Scale, body, contentType);

        Assert.Equal((200, "Scale"), (answer.Code, answer.At("kind")));
        Assert.Equal(replicas, answer.Json.GetProperty("spec").TryGetProperty("replicas", out var written) ? written.GetInt32() : 0);
        var deployment = await host.GetAsync($"{Samples.Deployments}/web");
        Assert.Equal(($"{replicas}", "hello:1"), (deployment.At("spec.replicas"), deployment.At("spec.template.spec.containers.0.image")));
    }

    [Theory]
    [InlineData("""{"spec":{"replicas":-1}}""", 422)]
    [InlineData("""{"spec":{"copies":1}}""", 400)]
    [InlineData("""{"metadata":{"resourceVersion":"1"},"spec":{"replicas":1}}""", 409)]
    public async Task Scale_set_wrong_changes_nothing(string patch, int code)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Resources.Put(Samples.Deployment());

        var answer = await host.PatchAsync($"{Scale}?fieldValidation=Strict", patch);

        Assert.Equal(code, answer.Code);
        Assert.Equal("3", (await host.GetAsync(Scale)).At("spec.replicas"));
    }
}
