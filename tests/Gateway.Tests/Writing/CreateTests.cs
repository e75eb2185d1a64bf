using Gateway.Tests.Fixtures;

namespace Gateway.Tests.Writing;

public sealed class CreateTests
{
    [Fact]
    public async Task Create_answers_201_with_uid_and_the_version_that_the_write_got()
    {
        await using var host = await GatewayHost.StartAsync();

        var answer = await host.PostAsync(Samples.Deployments, Samples.DeploymentJson);

        Assert.Equal(201, answer.Code);
        var stored = host.Resources.Find("Deployment", "default", "web")!;
        Assert.Equal((stored.Uid, stored.ResourceVersion.ToString()), (answer.At("metadata.uid"), answer.At("metadata.resourceVersion")));
        Assert.Equal("default", answer.At("metadata.namespace"));
        Assert.Equal(["deployments.apps/default/web"], host.Cluster.Calls);
    }

    [Fact]
    public async Task Create_yaml_is_the_same_as_json()
    {
        await using var host = await GatewayHost.StartAsync();

        var answer = await host.SendAsync(
            HttpMethod.Post, "/api/v1/namespaces", "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: team-a\n", "application/yaml; charset=utf-8");

        Assert.Equal((201, "team-a"), (answer.Code, answer.At("metadata.name")));
        Assert.Equal(["namespaces/team-a"], host.Cluster.Calls);
    }

    [Fact]
    public async Task Create_without_kind_and_version_takes_them_from_the_path()
    {
        await using var host = await GatewayHost.StartAsync();

        var answer = await host.PostAsync("/api/v1/namespaces", "{\"metadata\":{\"name\":\"team-a\"}}");

        Assert.Equal((201, "Namespace"), (answer.Code, answer.At("kind")));
    }

    [Fact]
    public async Task Create_generated_name_that_is_taken_is_drawn_again()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Resources.Put(Samples.Deployment("web-aaaaa"));
        host.Ids.Suffixes.Enqueue("aaaaa");
        host.Ids.Suffixes.Enqueue("bbbbb");

        var answer = await host.PostAsync(Samples.Deployments, Samples.DeploymentJson.Replace("\"name\":\"web\"", "\"generateName\":\"web-\""));

        Assert.Equal((201, "web-bbbbb"), (answer.Code, answer.At("metadata.name")));
    }

    [Fact]
    public async Task Create_generated_name_that_is_always_taken_gives_up()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Resources.Put(Samples.Deployment("web-aaaaa"));
        host.Ids.Suffixes.Enqueue("aaaaa");

        var answer = await host.PostAsync(Samples.Deployments, Samples.DeploymentJson.Replace("\"name\":\"web\"", "\"generateName\":\"web-\""));

        Assert.Equal((409, "AlreadyExists"), (answer.Code, answer.Reason));
        Assert.Equal(5, host.Cluster.Calls.Count);
    }

    [Fact]
    public async Task Create_taken_name_is_409()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.PostAsync(Samples.Deployments, Samples.DeploymentJson);

        var answer = await host.PostAsync(Samples.Deployments, Samples.DeploymentJson);

        Assert.Equal((409, "AlreadyExists"), (answer.Code, answer.Reason));
        Assert.Equal("deployments.apps \"web\" already exists", answer.Message);
    }

    [Fact]
    public async Task Create_dry_run_answers_and_stores_nothing()
    {
        await using var host = await GatewayHost.StartAsync();

        var answer = await host.PostAsync(Samples.Deployments + "?dryRun=All", Samples.DeploymentJson);

        Assert.Equal(201, answer.Code);
        Assert.Null(answer.At("metadata.resourceVersion"));
        Assert.Null(host.Resources.Find("Deployment", "default", "web"));
    }

    [Fact]
    public async Task Create_stored_field_is_warned_about()
    {
        await using var host = await GatewayHost.StartAsync();

        var answer = await host.PostAsync(Samples.Deployments, Samples.DeploymentJson.Replace("\"containers\"", "\"priorityClassName\":\"high\",\"containers\""));

        Assert.Equal(201, answer.Code);
        Assert.Contains(answer.Warnings, warning => warning.StartsWith("299 - \"spec.template.spec.priorityClassName is stored but has no effect yet"));
    }

    [Theory]
    [InlineData("Warn")]
    [InlineData("Ignore")]
    public async Task Create_unknown_field_is_left_out_with_a_warning_where_the_client_asks_for_that(string validation)
    {
        await using var host = await GatewayHost.StartAsync();

        var answer = await host.PostAsync(
            $"{Samples.Deployments}?fieldValidation={validation}", Samples.DeploymentJson.Replace("\"replicas\"", "\"replicaz\""));

        Assert.Equal(201, answer.Code);
        Assert.Contains("299 - \"unknown field \\\"spec.replicaz\\\"\"", answer.Warnings);
        Assert.Equal("1", answer.At("spec.replicas"));
    }

    [Fact]
    public async Task Create_event_goes_to_the_passive_store()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Resources.Put(new Orchestrator.Resources.Core.Namespace { Metadata = new() { Name = "default", Uid = "uid-ns" } });

        var answer = await host.PostAsync(
            "/api/v1/namespaces/default/events",
            """{"metadata":{"name":"e1"},"involvedObject":{"kind":"Pod","name":"a","namespace":"default"},"reason":"Tried","type":"Normal"}""");

        Assert.Equal((201, "2026-01-31T12:00:00Z"), (answer.Code, answer.At("metadata.creationTimestamp")));
        Assert.NotNull(answer.At("metadata.resourceVersion"));
        Assert.Empty(host.Cluster.Calls);
    }

    [Fact]
    public async Task Create_event_in_a_namespace_that_is_not_there_is_404()
    {
        await using var host = await GatewayHost.StartAsync();

        var answer = await host.PostAsync(
            "/api/v1/namespaces/nope/events",
            """{"metadata":{"name":"e1"},"involvedObject":{"kind":"Pod","name":"a","namespace":"nope"},"reason":"Tried","type":"Normal"}""");

        Assert.Equal((404, "namespaces \"nope\" not found"), (answer.Code, answer.Message));
    }
}
