using Gateway.Tests.Fixtures;

namespace Gateway.Tests.Writing;

public sealed class ReplaceTests
{
    private const string Web = $"{Samples.Deployments}/web";

    [Fact]
    public async Task Replace_at_the_version_that_was_read_succeeds()
    {
        await using var host = await GatewayHost.StartAsync();
        var version = (await host.PostAsync(Samples.Deployments, Samples.DeploymentJson)).At("metadata.resourceVersion");

        var answer = await host.SendAsync(HttpMethod.Put, Web, Body(version, 5));

        Assert.Equal((200, "5"), (answer.Code, answer.At("spec.replicas")));
        Assert.NotEqual(version, answer.At("metadata.resourceVersion"));
    }

    [Fact]
    public async Task Replace_at_an_older_version_is_409()
    {
        await using var host = await GatewayHost.StartAsync();
        var version = (await host.PostAsync(Samples.Deployments, Samples.DeploymentJson)).At("metadata.resourceVersion");
        await host.SendAsync(HttpMethod.Put, Web, Body(null, 4));

        var answer = await host.SendAsync(HttpMethod.Put, Web, Body(version, 5));

        Assert.Equal((409, "Conflict"), (answer.Code, answer.Reason));
        Assert.Equal("4", (await host.GetAsync(Web)).At("spec.replicas"));
    }

    [Fact]
    public async Task Replace_at_a_version_that_never_was_is_409()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.PostAsync(Samples.Deployments, Samples.DeploymentJson);

        var answer = await host.SendAsync(HttpMethod.Put, Web, Body("99999", 5));

        Assert.Equal((409, "Conflict"), (answer.Code, answer.Reason));
    }

    [Theory]
    [InlineData("\"name\":\"other\"", 400, "does not match the name on the URL")]
    [InlineData("\"name\":\"web\",\"resourceVersion\":\"new\"", 422, "metadata.resourceVersion")]
    [InlineData("\"name\":\"web\",\"uid\":\"another\"", 409, "has been modified")]
    public async Task Replace_what_is_not_the_object_is_refused(string metadata, int code, string words)
    {
        await using var host = await GatewayHost.StartAsync();
        await host.PostAsync(Samples.Deployments, Samples.DeploymentJson);

        var answer = await host.SendAsync(HttpMethod.Put, Web, Samples.DeploymentJson.Replace("\"name\":\"web\"", metadata));

        Assert.Equal(code, answer.Code);
        Assert.Contains(words, answer.Message);
    }

    [Fact]
    public async Task Replace_what_is_not_there_is_404()
    {
        await using var host = await GatewayHost.StartAsync();

        var answer = await host.SendAsync(HttpMethod.Put, Web, Samples.DeploymentJson);

        Assert.Equal((404, "deployments.apps \"web\" not found"), (answer.Code, answer.Message));
    }

    private static string Body(string? version, int replicas) => Samples.DeploymentJson
        .Replace("\"replicas\":3", $"\"replicas\":{replicas}")
        .Replace("\"name\":\"web\"", version is null ? "\"name\":\"web\"" : $"\"name\":\"web\",\"resourceVersion\":\"{version}\"");
}
