using Gateway.Tests.Fixtures;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Gateway.Tests.Policies;

/// <summary>Quotas of what no grain stands behind, through several gateways.</summary>
public sealed class QuotaOfDocumentsTests(DatabaseGateway database) : IClassFixture<DatabaseGateway>
{
    [Fact]
    public async Task Quota_of_documents_holds_under_creates_at_once_and_what_is_deleted_is_given_back()
    {
        const int Allowed = 7;
        await database.PutAsync(new Namespace { Metadata = new ObjectMeta { Name = "crowded", Uid = "uid-crowded" } });
        await using var first = await database.StartAsync();
        await using var second = await database.StartAsync();
        const string Maps = "/api/v1/namespaces/crowded/configmaps";
        var quota = await first.PostAsync(
            "/api/v1/namespaces/crowded/resourcequotas", $$$"""{"metadata":{"name":"q"},"spec":{"hard":{"configmaps":"{{{Allowed}}}","count/leases.coordination.k8s.io":"0"} } }""");
        Assert.Equal(201, quota.Code);

        var made = await Task.WhenAll(Enumerable.Range(0, 20).Select(index => (index % 2 == 0 ? first : second).PostAsync(Maps, $$$"""{"metadata":{"name":"m{{{index}}}"} }""")));

        Assert.Equal(Allowed, made.Count(answer => answer.Code == 201));
        var refused = made.First(answer => answer.Code != 201);
        Assert.Equal((403, "Forbidden"), (refused.Code, refused.At("reason")));
        Assert.EndsWith($"is forbidden: exceeded quota: q, requested: configmaps=1, used: configmaps={Allowed}, limited: configmaps={Allowed}", refused.At("message"), StringComparison.Ordinal);
        Assert.Equal(403, (await first.PostAsync($"{Maps}?dryRun=All", """{"metadata":{"name":"tried"}}""")).Code);
        var lease = await first.PostAsync("/apis/coordination.k8s.io/v1/namespaces/crowded/leases", """{"metadata":{"name":"l"}}""");
        Assert.Equal("leases.coordination.k8s.io \"l\" is forbidden: exceeded quota: q, requested: count/leases.coordination.k8s.io=1, used: count/leases.coordination.k8s.io=0, limited: count/leases.coordination.k8s.io=0", lease.At("message"));

        var cleared = await second.SendAsync(HttpMethod.Delete, Maps);
        Assert.Equal(("ConfigMapList", Allowed), (cleared.At("kind"), cleared.Json.GetProperty("items").GetArrayLength()));
        Assert.Equal(201, (await first.PostAsync(Maps, """{"metadata":{"name":"again"}}""")).Code);
    }
}
