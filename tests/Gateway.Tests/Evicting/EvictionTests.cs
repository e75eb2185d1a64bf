using Gateway.Tests.Fixtures;

namespace Gateway.Tests.Evicting;

public sealed class EvictionTests
{
    private const string Path = $"{Samples.Pods}/web-1/eviction";
    private const string Body = """{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"web-1","namespace":"default"}}""";

    [Fact]
    public async Task Eviction_ends_the_pod_and_says_who_asked()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Resources.Put(Samples.Pod("web-1"));

        var answer = await host.PostAsync(Path, Body);

        Assert.Equal((201, "Status", "Success"), (answer.Code, answer.At("kind"), answer.At("status")));
        Assert.Equal(("uid-web-1", "EvictionByEvictionAPI", null), (host.Cluster.LastEviction!.Uid, host.Cluster.LastEviction.Reason, host.Cluster.LastEviction.GracePeriodSeconds));
        Assert.Equal(404, (await host.GetAsync($"{Samples.Pods}/web-1")).Code);
    }

    [Fact]
    public async Task Eviction_with_a_grace_hands_it_on()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Resources.Put(Samples.Pod("web-1"));

        await host.PostAsync(Path, """{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"web-1"},"deleteOptions":{"gracePeriodSeconds":3}}""");

        Assert.Equal(3, host.Cluster.LastEviction!.GracePeriodSeconds);
    }

    [Theory]
    [InlineData("""{"deleteOptions":{"dryRun":["All"]}}""", 201)]
    [InlineData("""{"deleteOptions":{"preconditions":{"uid":"another"}}}""", 409)]
    [InlineData("""{"deleteOptions":{"gracePeriodSeconds":-1}}""", 422)]
    [InlineData("""{"metadata":{"name":"web-2"}}""", 400)]
    [InlineData("""{"metadata":{"namespace":"other"}}""", 400)]
    [InlineData("""{"kind":"Pod","apiVersion":"v1"}""", 400)]
    [InlineData("""{"budget":1}""", 400)]
    public async Task Eviction_that_is_only_tried_or_wrong_changes_nothing(string body, int code)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Resources.Put(Samples.Pod("web-1"));

        var answer = await host.PostAsync($"{Path}?fieldValidation=Strict", body.Contains("kind", StringComparison.Ordinal) ? body : $"{{\"apiVersion\":\"policy/v1\",\"kind\":\"Eviction\",{body[1..]}");

        Assert.Equal(code, answer.Code);
        Assert.Null(host.Cluster.LastEviction);
        Assert.Equal(200, (await host.GetAsync($"{Samples.Pods}/web-1")).Code);
    }

    [Fact]
    public async Task Eviction_that_a_budget_refuses_ends_nothing()
    {
        await using var host = await GatewayHost.StartAsync();
        var pod = Samples.Pod("web-1");
        host.Resources.Put(pod with { Status = pod.Status with { Phase = "Running" } });
        host.Cluster.EvictionRefusal = Orchestrator.Contracts.ApiErrors.Of(429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.", null);

        var answer = await host.PostAsync(Path, Body);

        Assert.Equal((429, "TooManyRequests"), (answer.Code, answer.At("reason")));
        Assert.Null(host.Cluster.LastEviction);
    }

    [Fact]
    public async Task Eviction_of_what_is_not_there_says_so()
    {
        await using var host = await GatewayHost.StartAsync();

        Assert.Equal((404, "pods \"web-1\" not found"), await NotFoundAsync(host));
    }

    private static async Task<(int, string?)> NotFoundAsync(GatewayHost host)
    {
        var answer = await host.PostAsync(Path, Body);
        return (answer.Code, answer.At("message"));
    }
}
