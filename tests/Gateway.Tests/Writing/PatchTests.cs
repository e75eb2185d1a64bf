using Gateway.Tests.Fixtures;

namespace Gateway.Tests.Writing;

public sealed class PatchTests
{
    private const string Web = $"{Samples.Deployments}/web";

    [Fact]
    public async Task Merge_patch_changes_sets_and_removes_fields()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.PostAsync(Samples.Deployments, Samples.DeploymentJson.Replace("\"name\":\"web\"", "\"name\":\"web\",\"labels\":{\"a\":\"1\",\"b\":\"2\"}"));

        var answer = await host.PatchAsync(Web, """{"metadata":{"labels":{"a":null,"c":"3"}},"spec":{"replicas":7}}""");

        Assert.Equal((200, "7"), (answer.Code, answer.At("spec.replicas")));
        Assert.Equal((null, "2", "3"), (answer.At("metadata.labels.a"), answer.At("metadata.labels.b"), answer.At("metadata.labels.c")));
    }

    [Fact]
    public async Task Merge_patch_starts_again_from_what_another_writer_wrote()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.PostAsync(Samples.Deployments, Samples.DeploymentJson);
        host.Cluster.BeforeReplace = () =>
        {
            host.Cluster.BeforeReplace = null;
            WriteMeanwhile(host, "other", "1");
        };

        var answer = await host.PatchAsync(Web, """{"metadata":{"labels":{"mine":"1"}}}""");

        Assert.Equal((200, "1", "1"), (answer.Code, answer.At("metadata.labels.mine"), answer.At("metadata.labels.other")));
    }

    [Fact]
    public async Task Merge_patch_gives_up_after_five_conflicts()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.PostAsync(Samples.Deployments, Samples.DeploymentJson);
        var attempts = 0;
        host.Cluster.BeforeReplace = () => WriteMeanwhile(host, "other", $"{++attempts}");

        var answer = await host.PatchAsync(Web, """{"metadata":{"labels":{"mine":"1"}}}""");

        Assert.Equal((409, "Conflict", 5), (answer.Code, answer.Reason, attempts));
    }

    [Fact]
    public async Task Merge_patch_with_an_older_version_is_409_at_once()
    {
        await using var host = await GatewayHost.StartAsync();
        var version = (await host.PostAsync(Samples.Deployments, Samples.DeploymentJson)).At("metadata.resourceVersion");
        WriteMeanwhile(host, "other", "1");

        var answer = await host.PatchAsync(Web, $$$$"""{"metadata":{"resourceVersion":"{{{{version}}}}","labels":{"mine":"1"}}}""");

        Assert.Equal((409, "Conflict"), (answer.Code, answer.Reason));
    }

    [Theory]
    [InlineData("""{"spec":{"replicaz":1}}""", 400, "unknown field \"spec.replicaz\"")]
    [InlineData("""{"spec":{"replicas":-1}}""", 422, "spec.replicas")]
    [InlineData("""{"metadata":{"name":"other"}}""", 400, "does not match the name on the URL")]
    [InlineData("[]", 400, "must be a JSON object")]
    [InlineData("{", 400, "is not JSON")]
    [InlineData("""{"a":1,"a":2}""", 400, "is not JSON")]
    [InlineData("""{"metadata":{"labels":{"a":"\ud800"}}}""", 400, "unpaired surrogate")]
    [InlineData("""{"\ud800":"x"}""", 400, "unpaired surrogate")]
    public async Task Merge_patch_that_is_wrong_changes_nothing(string patch, int code, string words)
    {
        await using var host = await GatewayHost.StartAsync();
        await host.PostAsync(Samples.Deployments, Samples.DeploymentJson);
        var writes = host.Resources.Writes;

        var answer = await host.PatchAsync(Web, patch);

        Assert.Equal(code, answer.Code);
        Assert.Contains(words, answer.Message);
        Assert.Equal(writes, host.Resources.Writes);
    }

    [Theory]
    [InlineData("application/strategic-merge-patch+json")]
    [InlineData("application/json-patch+json")]
    [InlineData("application/apply-patch+yaml")]
    [InlineData("application/json")]
    public async Task Other_patches_are_415_and_the_answer_says_what_is_served(string contentType)
    {
        await using var host = await GatewayHost.StartAsync();
        await host.PostAsync(Samples.Deployments, Samples.DeploymentJson);

        var answer = await host.SendAsync(HttpMethod.Patch, Web, "{}", contentType);

        Assert.Equal((415, "UnsupportedMediaType"), (answer.Code, answer.Reason));
        Assert.Contains("accepted media types include: application/merge-patch+json", answer.Message);
    }

    private static void WriteMeanwhile(GatewayHost host, string label, string value)
    {
        var stored = host.Resources.Find("Deployment", "default", "web")!;
        var current = Orchestrator.Resources.Serialization.ResourceJson.Deserialize<Orchestrator.Resources.Apps.Deployment>(stored.Document.Span);
        host.Resources.Put(
            current.WithMetadata(current.Metadata with { Labels = current.Metadata.Labels.SetItem(label, value) }), stored.Revision + 1);
    }
}
