using Gateway.Tests.Fixtures;

namespace Gateway.Tests.Writing;

/// <summary>The life of objects without grains, over the real database.</summary>
public sealed class PassiveLifeTests : IAsyncLifetime
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";
    private const string Budgets = "/apis/policy/v1/namespaces/default/poddisruptionbudgets";
    private const string Services = "/api/v1/namespaces/default/services";
    private const string Held = """{"metadata":{"name":"a","finalizers":["example.com/hold"]},"data":{"k":"v"}}""";

    private readonly DatabaseGateway _database = new();
    private GatewayHost _host = null!;

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        _host = await _database.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Object_with_a_finalizer_stays_with_the_time_of_its_deletion_and_goes_with_the_last_one()
    {
        var created = await _host.PostAsync(Maps, Held);
        using var watch = await WatchReader.StartAsync(_host, $"{Maps}?watch=true&resourceVersion={created.At("metadata.resourceVersion")}");

        var deleted = await _host.SendAsync(HttpMethod.Delete, $"{Maps}/a");

        Assert.Equal((200, "ConfigMap"), (deleted.Code, deleted.At("kind")));
        Assert.NotNull(deleted.At("metadata.deletionTimestamp"));
        Assert.Equal(("MODIFIED", "a"), await watch.NextNameAsync());
        Assert.Equal(422, (await _host.PatchAsync($"{Maps}/a", """{"metadata":{"finalizers":["example.com/hold","example.com/more"]}}""")).Code);
        Assert.Equal(200, (await _host.PatchAsync($"{Maps}/a", """{"data":{"k":"w"}}""")).Code);
        Assert.Equal(("MODIFIED", "a"), await watch.NextNameAsync());
        var again = await _host.SendAsync(HttpMethod.Delete, $"{Maps}/a");
        Assert.Equal(deleted.At("metadata.deletionTimestamp"), again.At("metadata.deletionTimestamp"));

        Assert.Equal(200, (await _host.PatchAsync($"{Maps}/a", """{"metadata":{"finalizers":null}}""")).Code);

        Assert.Equal(("DELETED", "a"), await watch.NextNameAsync());
        Assert.Equal(404, (await _host.GetAsync($"{Maps}/a")).Code);
    }

    [Theory]
    [InlineData("Foreground", "foregroundDeletion")]
    [InlineData("Orphan", "orphan")]
    public async Task Owner_is_held_by_what_it_owns_and_the_collector_is_told(string policy, string finalizer)
    {
        var owner = await _host.PostAsync(Maps, """{"metadata":{"name":"owner"}}""");
        await _host.PostAsync(Maps, OwnedBy(owner));

        var deleted = await _host.SendAsync(HttpMethod.Delete, $"{Maps}/owner", $$"""{"propagationPolicy":"{{policy}}"}""");

        Assert.Equal((200, finalizer), (deleted.Code, deleted.At("metadata.finalizers.0")));
        Assert.Equal(owner.At("metadata.uid"), _host.Cluster.Looks.Last());
        var background = await _host.SendAsync(HttpMethod.Delete, $"{Maps}/owner", """{"propagationPolicy":"Background"}""");
        Assert.Equal(("Status", "Success"), (background.At("kind"), background.At("status")));
    }

    [Theory]
    [InlineData("Foreground")]
    [InlineData("Orphan")]
    public async Task Object_that_owns_nothing_goes_at_once_by_every_policy(string policy)
    {
        var created = await _host.PostAsync(Maps, """{"metadata":{"name":"owner"}}""");

        var deleted = await _host.SendAsync(HttpMethod.Delete, $"{Maps}/owner", $$"""{"propagationPolicy":"{{policy}}"}""");

        Assert.Equal("Status", deleted.At("kind"));
        Assert.Equal(created.At("metadata.uid"), _host.Cluster.Looks.Last());
    }

    [Fact]
    public async Task Object_that_names_an_owner_is_told_to_the_collector()
    {
        var owner = await _host.PostAsync(Maps, """{"metadata":{"name":"owner"}}""");

        var owned = await _host.PostAsync(Maps, OwnedBy(owner));

        Assert.Equal([owned.At("metadata.uid")!], _host.Cluster.Looks);
    }

    [Theory]
    [InlineData("""{"preconditions":{"uid":"another"}}""", 409)]
    [InlineData("""{"preconditions":{"resourceVersion":"1"}}""", 409)]
    [InlineData("""{"dryRun":["All"]}""", 200)]
    public async Task Deletion_that_is_not_to_be_changes_nothing(string options, int code)
    {
        var created = await _host.PostAsync(Maps, Held);

        Assert.Equal(code, (await _host.SendAsync(HttpMethod.Delete, $"{Maps}/a", options)).Code);

        Assert.Equal(created.At("metadata.resourceVersion"), (await _host.GetAsync($"{Maps}/a")).At("metadata.resourceVersion"));
    }

    [Fact]
    public async Task Client_does_not_set_what_only_the_server_says()
    {
        var created = await _host.PostAsync(
            Budgets, """{"metadata":{"name":"b","deletionTimestamp":"2026-01-01T00:00:00Z","generation":7},"spec":{"minAvailable":1},"status":{"currentHealthy":5}}""");

        Assert.Equal((201, null, "1", "0"), (created.Code, created.At("metadata.deletionTimestamp"), created.At("metadata.generation"), created.At("status.currentHealthy")));
    }

    [Fact]
    public async Task Status_is_written_by_its_own_path_and_the_rest_by_the_other()
    {
        await _host.PostAsync(Services, """{"metadata":{"name":"s"},"spec":{"ports":[{"port":80}]}}""");

        var status = await _host.PatchAsync($"{Services}/s/status", """{"spec":{"sessionAffinity":"ClientIP"},"status":{"loadBalancer":{"ingress":[{"ip":"10.1.1.1"}]}}}""");
        var spec = await _host.PatchAsync($"{Services}/s", """{"spec":{"sessionAffinity":"ClientIP"},"status":{"loadBalancer":{"ingress":[{"ip":"10.9.9.9"}]}}}""");
        var put = await _host.SendAsync(
            HttpMethod.Put, $"{Services}/s/status", """{"metadata":{"name":"s","labels":{"a":"b"}},"spec":{"ports":[{"port":80}]},"status":{"loadBalancer":{"ingress":[{"ip":"10.2.2.2"}]}}}""");

        Assert.Equal((200, "None", "10.1.1.1"), (status.Code, status.At("spec.sessionAffinity"), Address(status)));
        Assert.Equal((200, "ClientIP", "10.1.1.1"), (spec.Code, spec.At("spec.sessionAffinity"), Address(spec)));
        Assert.Equal((200, "ClientIP", "10.2.2.2"), (put.Code, put.At("spec.sessionAffinity"), Address(put)));
    }

    private static string? Address(Answer service) =>
        service.Json.GetProperty("status").GetProperty("loadBalancer").GetProperty("ingress").EnumerateArray().Single().GetProperty("ip").GetString();

    [Fact]
    public async Task Status_of_what_a_grain_observes_is_refused() =>
        Assert.Equal(405, (await _host.PatchAsync("/apis/apps/v1/namespaces/default/deployments/a/status", "{}")).Code);

    [Fact]
    public async Task Generation_rises_with_the_desired_state_and_not_with_labels()
    {
        await _host.PostAsync(Budgets, """{"metadata":{"name":"b","finalizers":["example.com/hold"]},"spec":{"minAvailable":1}}""");

        var labelled = await _host.PatchAsync($"{Budgets}/b", """{"metadata":{"labels":{"a":"b"}}}""");
        var deleted = await _host.SendAsync(HttpMethod.Delete, $"{Budgets}/b");

        Assert.Equal(("1", "2"), (labelled.At("metadata.generation"), deleted.At("metadata.generation")));
    }

    private static string OwnedBy(Answer owner) => $$$"""
        {"metadata":{"name":"owned","ownerReferences":[{"apiVersion":"v1","kind":"ConfigMap","name":"owner","uid":"{{{owner.At("metadata.uid")}}}","blockOwnerDeletion":true}]}}
        """;
}
