using Gateway.Tests.Fixtures;

namespace Gateway.Tests.Writing;

public sealed class ApplyTests
{
    private const string Web = $"{Samples.Deployments}/web";
    private const string ApplyType = "application/apply-patch+yaml";

    [Fact]
    public async Task Apply_where_nothing_is_creates_and_again_changes_nothing()
    {
        await using var host = await GatewayHost.StartAsync();

        var created = await ApplyAsync(host, "helm", Samples.DeploymentJson);
        var again = await ApplyAsync(host, "helm", Samples.DeploymentJson);

        Assert.Equal((201, "helm", "Apply"), (created.Code, created.At("metadata.managedFields.0.manager"), created.At("metadata.managedFields.0.operation")));
        Assert.Equal((200, created.At("metadata.resourceVersion")), (again.Code, again.At("metadata.resourceVersion")));
    }

    [Fact]
    public async Task Apply_in_yaml_is_read()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.PostAsync(Samples.Deployments, Samples.DeploymentJson);

        var answer = await ApplyAsync(host, "me", "metadata:\n  labels:\n    team: a\n");

        Assert.Equal((200, "a", "3"), (answer.Code, answer.At("metadata.labels.team"), answer.At("spec.replicas")));
    }

    [Fact]
    public async Task Apply_of_what_another_manages_is_409_with_a_cause_a_field_and_force_takes_it()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.SendAsync(HttpMethod.Post, $"{Samples.Deployments}?fieldManager=kubectl-create", Samples.DeploymentJson);

        var refused = await ApplyAsync(host, "helm", """{"spec":{"replicas":9}}""");
        var forced = await ApplyAsync(host, "helm", """{"spec":{"replicas":9}}""", "&force=true");

        Assert.Equal((409, "Conflict"), (refused.Code, refused.Reason));
        Assert.Equal("Apply failed with 1 conflict: conflict with \"kubectl-create\" using apps/v1: .spec.replicas", refused.Message);
        Assert.Equal(
            ("FieldManagerConflict", ".spec.replicas", "conflict with \"kubectl-create\" using apps/v1"),
            (refused.At("details.causes.0.reason"), refused.At("details.causes.0.field"), refused.At("details.causes.0.message")));
        Assert.Equal((200, "9"), (forced.Code, forced.At("spec.replicas")));
    }

    [Fact]
    public async Task Apply_that_is_only_tried_answers_and_writes_nothing()
    {
        await using var host = await GatewayHost.StartAsync();

        var created = await ApplyAsync(host, "me", Samples.DeploymentJson, "&dryRun=All");

        Assert.Equal((201, "web", 0), (created.Code, created.At("metadata.name"), host.Resources.Writes));
        Assert.Equal(404, (await host.GetAsync(Web)).Code);
    }

    [Theory]
    [InlineData("", "{}", 422, "fieldManager: Required value: is required for apply patch")]
    [InlineData("?fieldManager=a%00b", "{}", 422, "fieldManager: Invalid value: should only contain printable characters")]
    [InlineData("?fieldManager=me&force=x", "{}", 400, "force must be true or false")]
    [InlineData("?fieldManager=me", """{"metadata":{"managedFields":[{"manager":"x","operation":"Apply"}]}}""", 400, "metadata.managedFields must be nil")]
    [InlineData("?fieldManager=me", """{"metadata":{"name":"other"}}""", 400, "does not match the name on the URL")]
    [InlineData("?fieldManager=me&fieldValidation=Strict", """{"spec":{"replicaz":1}}""", 400, "unknown field \"spec.replicaz\"")]
    [InlineData("?fieldManager=me&fieldValidation=Warn", """{"spec":{"replicaz":1,"replicas":-2}}""", 409, "Apply failed with 1 conflict")]
    [InlineData("?fieldManager=me&force=true", """{"spec":{"replicas":-2}}""", 422, "spec.replicas")]
    [InlineData("?fieldManager=me", """{"spec":{"template":{"spec":{"containers":[{"image":"x"}]}}}}""", 400, "spec.template.spec.containers[0]: must have name")]
    [InlineData("?fieldManager=me", "[]", 400, "expected an object")]
    [InlineData("?fieldManager=me", "{", 400, "not JSON")]
    [InlineData("?fieldManager=me", "a: [", 400, "YAML")]
    [InlineData("?fieldManager=me", """{"metadata":{"resourceVersion":"1"}}""", 409, "the object has been modified")]
    [InlineData("?fieldManager=me", """{"metadata":{"uid":"x"}}""", 409, "")]
    public async Task Apply_that_is_wrong_says_why_and_changes_nothing(string query, string body, int code, string words)
    {
        await using var host = await GatewayHost.StartAsync();
        await host.PostAsync(Samples.Deployments, Samples.DeploymentJson);
        var writes = host.Resources.Writes;

        var answer = await host.SendAsync(HttpMethod.Patch, Web + query, body, ApplyType);

        Assert.Equal(code, answer.Code);
        Assert.Contains(words, answer.Message);
        Assert.Equal(writes, host.Resources.Writes);
    }

    [Fact]
    public async Task Force_with_another_patch_is_422()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.PostAsync(Samples.Deployments, Samples.DeploymentJson);

        var answer = await host.PatchAsync($"{Web}?force=true", "{}");

        Assert.Equal((422, "Invalid"), (answer.Code, answer.Reason));
        Assert.Contains("force: Forbidden: may not be specified for non-apply patch", answer.Message);
    }

    [Fact]
    public async Task Apply_to_nothing_that_names_a_version_is_409()
    {
        await using var host = await GatewayHost.StartAsync();

        var answer = await ApplyAsync(host, "me", """{"metadata":{"resourceVersion":"7"}}""");

        Assert.Equal((409, "Conflict"), (answer.Code, answer.Reason));
    }

    [Fact]
    public async Task Writes_are_those_of_the_manager_in_the_query_or_else_of_the_program()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Client.DefaultRequestHeaders.Add("User-Agent", "kubectl/v1.34.5 (linux/amd64)");
        await host.PostAsync(Samples.Deployments, Samples.DeploymentJson);
        await host.PatchAsync($"{Web}?fieldManager=labeller", """{"metadata":{"labels":{"a":"1"}}}""");

        var answer = await host.SendAsync(HttpMethod.Put, $"{Web}?fieldManager=putter", Samples.DeploymentJson.Replace("\"replicas\":3", "\"replicas\":4"));

        Assert.Equal(["kubectl", "putter"], Managers(answer).Order());
        Assert.Equal("""{"f:spec":{"f:replicas":{}}}""", answer.Json.GetProperty("metadata").GetProperty("managedFields").EnumerateArray()
            .Single(entry => entry.GetProperty("manager").GetString() == "putter").GetProperty("fieldsV1").GetRawText());
    }

    [Fact]
    public async Task Scale_is_a_write_of_its_subresource_and_can_be_applied()
    {
        await using var host = await GatewayHost.StartAsync();
        await ApplyAsync(host, "helm", Samples.DeploymentJson);

        var refused = await host.SendAsync(HttpMethod.Patch, $"{Web}/scale?fieldManager=hpa", """{"spec":{"replicas":6}}""", ApplyType);
        var scaled = await host.SendAsync(HttpMethod.Patch, $"{Web}/scale?fieldManager=hpa&force=true", """{"spec":{"replicas":6}}""", ApplyType);
        var conflict = await ApplyAsync(host, "helm", Samples.DeploymentJson);

        Assert.Equal((409, 200, "6"), (refused.Code, scaled.Code, scaled.At("spec.replicas")));
        Assert.Equal("Apply failed with 1 conflict: conflict with \"hpa\" with subresource \"scale\": .spec.replicas", conflict.Message);
    }

    [Fact]
    public async Task Json_patch_moves_fields_to_another_manager_as_kubectl_does()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.SendAsync(HttpMethod.Post, $"{Samples.Deployments}?fieldManager=kubectl-client-side-apply", Samples.DeploymentJson);
        var stored = await host.GetAsync(Web);
        var moved = stored.Json.GetProperty("metadata").GetProperty("managedFields").GetRawText()
            .Replace("kubectl-client-side-apply", "kubectl").Replace("\"Update\"", "\"Apply\"");
        var patch = $$"""[{"op":"replace","path":"/metadata/managedFields","value":{{moved}}},{"op":"replace","path":"/metadata/resourceVersion","value":"{{stored.At("metadata.resourceVersion")}}"}]""";

        var answer = await host.SendAsync(HttpMethod.Patch, Web, patch, "application/json-patch+json");
        var less = await ApplyAsync(host, "kubectl", Samples.DeploymentJson.Replace("\"replicas\":3,", ""));

        Assert.Equal((200, "kubectl", "Apply"), (answer.Code, Managers(answer).Single(), answer.At("metadata.managedFields.0.operation")));
        Assert.Equal("1", less.At("spec.replicas"));
    }

    private static IEnumerable<string?> Managers(Answer answer) =>
        answer.Json.GetProperty("metadata").GetProperty("managedFields").EnumerateArray().Select(entry => entry.GetProperty("manager").GetString());

    private static Task<Answer> ApplyAsync(GatewayHost host, string manager, string body, string query = "") =>
        host.SendAsync(HttpMethod.Patch, $"{Web}?fieldManager={manager}{query}", body, ApplyType);
}
