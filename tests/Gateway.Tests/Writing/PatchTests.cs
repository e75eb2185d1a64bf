using Gateway.Tests.Fixtures;

namespace Gateway.Tests.Writing;

public sealed class PatchTests
{
    private const string Web = $"{Samples.Deployments}/web";
    private const string Json = "application/json-patch+json";
    private const string Strategic = "application/strategic-merge-patch+json";

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
    [InlineData("""{"metadata":{"labels":{"a":"\ud800"}}}""", 400, "must be Unicode text")]
    [InlineData("""{"\ud800":"x"}""", 400, "must be Unicode text")]
    public async Task Merge_patch_that_is_wrong_changes_nothing(string patch, int code, string words)
    {
        await using var host = await GatewayHost.StartAsync();
        await host.PostAsync(Samples.Deployments, Samples.DeploymentJson);
        var writes = host.Resources.Writes;

        var answer = await host.PatchAsync($"{Web}?fieldValidation=Strict", patch);

        Assert.Equal(code, answer.Code);
        Assert.Contains(words, answer.Message);
        Assert.Equal(writes, host.Resources.Writes);
    }

    [Fact]
    public async Task Strategic_patch_merges_containers_by_name()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.PostAsync(Samples.Deployments, Samples.DeploymentJson);

        var answer = await host.SendAsync(
            HttpMethod.Patch,
            Web,
            """{"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"c"}],"containers":[{"name":"c","env":[{"name":"A","value":"1"}]}]}}}}""",
            Strategic);

        Assert.Equal(200, answer.Code);
        Assert.Equal(
            ("hello:1", "A"), (answer.At("spec.template.spec.containers.0.image"), answer.At("spec.template.spec.containers.0.env.0.name")));
    }

    [Fact]
    public async Task Json_patch_can_test_the_version_that_the_client_has_seen()
    {
        await using var host = await GatewayHost.StartAsync();
        var version = (await host.PostAsync(Samples.Deployments, Samples.DeploymentJson)).At("metadata.resourceVersion");
        var patch = $$"""[{"op":"test","path":"/metadata/resourceVersion","value":"{{version}}"},{"op":"replace","path":"/spec/replicas","value":5}]""";

        var first = await host.SendAsync(HttpMethod.Patch, Web, patch, Json);
        var second = await host.SendAsync(HttpMethod.Patch, Web, patch, Json);

        Assert.Equal((200, "5", 422), (first.Code, first.At("spec.replicas"), second.Code));
        Assert.Contains("operation 0 (test /metadata/resourceVersion)", second.Message);
    }

    [Fact]
    public async Task Json_patch_that_sets_an_older_version_is_409()
    {
        await using var host = await GatewayHost.StartAsync();
        var version = (await host.PostAsync(Samples.Deployments, Samples.DeploymentJson)).At("metadata.resourceVersion");
        WriteMeanwhile(host, "other", "1");

        var answer = await host.SendAsync(
            HttpMethod.Patch, Web, $$"""[{"op":"add","path":"/metadata/resourceVersion","value":"{{version}}"}]""", Json);

        Assert.Equal((409, "Conflict"), (answer.Code, answer.Reason));
    }

    [Theory]
    [InlineData(Strategic, """{"spec":{"replicaz":1}}""", 400, "unknown field \"spec.replicaz\"")]
    [InlineData(Strategic, """{"spec":5}""", 400, "spec: Invalid value: 5")]
    [InlineData(Strategic, """{"spec":{"template":{"spec":{"containers":[{"image":"x"}]}}}}""", 400, "spec.template.spec.containers[0].name")]
    [InlineData(Strategic, """{"spec":{"template":{"spec":{"containers":[{"name":"c","$patch":"delete"}]}}}}""", 422, "spec.template.spec.containers")]
    [InlineData(Strategic, """{"$patch":"delete"}""", 422, "spec.selector")]
    [InlineData(Strategic, "[]", 400, "must be a JSON object")]
    [InlineData(Json, "{}", 400, "must be a JSON list")]
    [InlineData(Json, """[{"op":"jump","path":"/spec"}]""", 400, "operation 0 (jump /spec)")]
    [InlineData(Json, """[{"op":"remove","path":"/spec/none"}]""", 422, "operation 0 (remove /spec/none)")]
    [InlineData(Json, """[{"op":"replace","path":"/spec/replicas","value":9},{"op":"test","path":"/kind","value":"Pod"}]""", 422, "operation 1 (test /kind)")]
    [InlineData(Json, """[{"op":"remove","path":""}]""", 400, "leaves nothing")]
    [InlineData(Json, """[{"op":"replace","path":"","value":[]}]""", 400, "expected an object")]
    [InlineData(Json, """[{"op":"replace","path":"/metadata/name","value":"other"}]""", 400, "does not match the name on the URL")]
    public async Task Patch_that_is_wrong_changes_nothing(string contentType, string patch, int code, string words)
    {
        await using var host = await GatewayHost.StartAsync();
        await host.PostAsync(Samples.Deployments, Samples.DeploymentJson);
        var writes = host.Resources.Writes;

        var answer = await host.SendAsync(HttpMethod.Patch, $"{Web}?fieldValidation=Strict", patch, contentType);

        Assert.Equal(code, answer.Code);
        Assert.Contains(words, answer.Message);
        Assert.Equal(writes, host.Resources.Writes);
    }

    [Fact]
    public async Task Json_patch_with_too_many_operations_is_413()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.PostAsync(Samples.Deployments, Samples.DeploymentJson);
        var operations = string.Join(',', Enumerable.Repeat("""{"op":"test","path":"/kind","value":"Deployment"}""", 10_001));

        var answer = await host.SendAsync(HttpMethod.Patch, Web, $"[{operations}]", Json);

        Assert.Equal((413, "RequestEntityTooLarge"), (answer.Code, answer.Reason));
        Assert.Contains("at most 10000 operations; got 10001", answer.Message);
    }

    [Theory]
    [InlineData("application/json", "got application/json")]
    [InlineData("application/apply-patch+cbor", "got application/apply-patch+cbor")]
    public async Task Other_patches_are_415_and_the_answer_says_what_is_served(string contentType, string words)
    {
        await using var host = await GatewayHost.StartAsync();
        await host.PostAsync(Samples.Deployments, Samples.DeploymentJson);

        var answer = await host.SendAsync(HttpMethod.Patch, Web, "{}", contentType);

        Assert.Equal((415, "UnsupportedMediaType"), (answer.Code, answer.Reason));
        Assert.Contains(
            "accepted media types include: application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json, application/apply-patch+yaml", answer.Message);
        Assert.Contains(words, answer.Message);
    }

    private static void WriteMeanwhile(GatewayHost host, string label, string value)
    {
        var stored = host.Resources.Find("Deployment", "default", "web")!;
        var current = Orchestrator.Resources.Serialization.ResourceJson.Deserialize<Orchestrator.Resources.Apps.Deployment>(stored.Document.Span);
        host.Resources.Put(
            current.WithMetadata(current.Metadata with { Labels = current.Metadata.Labels.SetItem(label, value) }), stored.Revision + 1);
    }
}
