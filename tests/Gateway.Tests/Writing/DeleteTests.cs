using Gateway.Tests.Fixtures;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts;

namespace Gateway.Tests.Writing;

public sealed class DeleteTests
{
    private const string Web = $"{Samples.Deployments}/web";

    [Fact]
    public async Task Delete_what_goes_at_once_answers_success_and_says_what()
    {
        await using var host = await GatewayHost.StartAsync();
        var uid = (await host.PostAsync(Samples.Deployments, Samples.DeploymentJson)).At("metadata.uid");

        var answer = await host.SendAsync(HttpMethod.Delete, Web);

        Assert.Equal((200, "Status", "Success"), (answer.Code, answer.At("kind"), answer.At("status")));
        Assert.Equal(("web", "apps", "deployments", uid), (answer.At("details.name"), answer.At("details.group"), answer.At("details.kind"), answer.At("details.uid")));
        Assert.Equal(404, (await host.GetAsync(Web)).Code);
    }

    [Fact]
    public async Task Delete_what_goes_on_deleting_answers_the_object()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.PostAsync(Samples.Deployments, Samples.DeploymentJson.Replace("\"name\":\"web\"", "\"name\":\"web\",\"finalizers\":[\"example.com/wait\"]"));

        var answer = await host.SendAsync(HttpMethod.Delete, Web);

        Assert.Equal((200, "Deployment"), (answer.Code, answer.At("kind")));
        Assert.NotNull(answer.At("metadata.deletionTimestamp"));
    }

    [Theory]
    [InlineData("?propagationPolicy=Foreground&gracePeriodSeconds=7", null, Propagation.Foreground, 7L)]
    [InlineData("?orphanDependents=true", null, Propagation.Orphan, null)]
    [InlineData("", """{"kind":"DeleteOptions","apiVersion":"v1","propagationPolicy":"Orphan","gracePeriodSeconds":0}""", Propagation.Orphan, 0L)]
    [InlineData("", """{"kind":"DeleteOptions","apiVersion":"meta.k8s.io/v1","propagationPolicy":"Background"}""", Propagation.Background, null)]
    public async Task Delete_options_reach_the_grain(string query, string? body, Propagation propagation, long? grace)
    {
        await using var host = await GatewayHost.StartAsync();
        await host.PostAsync(Samples.Deployments, Samples.DeploymentJson);

        var answer = await host.SendAsync(HttpMethod.Delete, Web + query, body);

        Assert.Equal(200, answer.Code);
        Assert.Equal((propagation, grace), (host.Cluster.LastDelete!.Propagation, host.Cluster.LastDelete.GracePeriodSeconds));
    }

    [Theory]
    [InlineData("""{"preconditions":{"uid":"another"}}""", 409)]
    [InlineData("""{"preconditions":{"resourceVersion":"1"}}""", 409)]
    [InlineData("""{"propagationPolicy":"Sideways"}""", 422)]
    [InlineData("""{"gracePeriodSeconds":-1}""", 422)]
    [InlineData("""{"propagationPolicy":"Orphan","orphanDependents":true}""", 422)]
    [InlineData("""{"dryRun":["Some"]}""", 400)]
    [InlineData("""{"nonsense":1}""", 400)]
    public async Task Delete_with_options_that_do_not_hold_deletes_nothing(string body, int code)
    {
        await using var host = await GatewayHost.StartAsync();
        await host.PostAsync(Samples.Deployments, Samples.DeploymentJson);

        var answer = await host.SendAsync(HttpMethod.Delete, Web, body);

        Assert.Equal(code, answer.Code);
        Assert.Equal(200, (await host.GetAsync(Web)).Code);
    }

    [Fact]
    public async Task Delete_at_the_current_version_succeeds()
    {
        await using var host = await GatewayHost.StartAsync();
        var version = (await host.PostAsync(Samples.Deployments, Samples.DeploymentJson)).At("metadata.resourceVersion");

        var answer = await host.SendAsync(HttpMethod.Delete, Web, $$$"""{"preconditions":{"resourceVersion":"{{{version}}}"}}""");

        Assert.Equal((200, "Success"), (answer.Code, answer.At("status")));
    }

    [Theory]
    [InlineData("?dryRun=All", null)]
    [InlineData("", """{"dryRun":["All"]}""")]
    public async Task Delete_dry_run_deletes_nothing(string query, string? body)
    {
        await using var host = await GatewayHost.StartAsync();
        await host.PostAsync(Samples.Deployments, Samples.DeploymentJson);

        Assert.Equal(200, (await host.SendAsync(HttpMethod.Delete, Web + query, body)).Code);
        Assert.Equal(200, (await host.GetAsync(Web)).Code);
    }

    [Fact]
    public async Task Delete_collection_goes_through_all_pages_of_one_namespace()
    {
        await using var host = await GatewayHost.StartAsync(options => options.ListChunkItems = 2);
        for (var i = 0; i < 5; i++)
        {
            host.Resources.Put(Samples.Pod($"a{i}"));
        }

        host.Resources.Put(Samples.Pod("b", ns: "other"));

        var answer = await host.SendAsync(HttpMethod.Delete, Samples.Pods);

        Assert.Equal((200, "PodList", 5), (answer.Code, answer.At("kind"), answer.Json.GetProperty("items").GetArrayLength()));
        Assert.Empty((await host.GetAsync(Samples.Pods)).Json.GetProperty("items").EnumerateArray());
        Assert.NotNull(host.Resources.Find("Pod", "other", "b"));
    }

    [Fact]
    public async Task Delete_collection_tells_of_a_page_before_the_next_and_is_cut_off_where_that_fails()
    {
        await using var host = await GatewayHost.StartAsync(options => options.ListChunkItems = 2);
        for (var i = 0; i < 5; i++)
        {
            host.Resources.Put(Samples.Pod($"a{i}"));
        }

        var second = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Resources.BeforeList = query => query.Continue is null ? Task.CompletedTask : second.Task;

        using var request = new HttpRequestMessage(HttpMethod.Delete, Samples.Pods);
        using var response = await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(200, (int)response.StatusCode);
        second.SetException(new StorageUnavailableException("The database is away.", new IOException("The connection was lost.")));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => response.Content.ReadAsStringAsync());
        host.Resources.BeforeList = _ => Task.CompletedTask;
        Assert.Equal(["a2", "a3", "a4"], (await host.GetAsync(Samples.Pods)).Json.GetProperty("items").EnumerateArray().Select(pod => pod.GetProperty("metadata").GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Delete_collection_that_fails_at_once_says_so_with_its_status()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Resources.Put(Samples.Pod("a"));
        host.Resources.BeforeList = _ => throw new StorageUnavailableException("The database is away.", new IOException("The connection was lost."));

        var answer = await host.SendAsync(HttpMethod.Delete, Samples.Pods);

        Assert.Equal((503, "ServiceUnavailable"), (answer.Code, answer.Reason));
    }
}
