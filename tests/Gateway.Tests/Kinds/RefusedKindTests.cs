using Gateway.Tests.Fixtures;

namespace Gateway.Tests.Kinds;

public sealed class RefusedKindTests
{
    [Theory]
    [InlineData("GET", "/api/v1/replicationcontrollers")]
    [InlineData("GET", "/api/v1/namespaces/default/replicationcontrollers")]
    [InlineData("POST", "/api/v1/namespaces/default/replicationcontrollers")]
    [InlineData("DELETE", "/api/v1/namespaces/default/replicationcontrollers")]
    [InlineData("GET", "/api/v1/namespaces/default/replicationcontrollers/web")]
    [InlineData("PATCH", "/api/v1/namespaces/default/replicationcontrollers/web")]
    [InlineData("PUT", "/api/v1/namespaces/default/replicationcontrollers/web/scale")]
    public async Task Request_for_a_replication_controller_is_told_what_to_use(string method, string path)
    {
        await using var host = await GatewayHost.StartAsync();

        var answer = await host.SendAsync(new HttpMethod(method), path, method is "GET" or "DELETE" ? null : "{}");

        Assert.Equal((405, "MethodNotAllowed"), (answer.Code, answer.At("reason")));
        Assert.Contains("use a Deployment (apps/v1)", answer.At("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replication_controller_is_discovered_so_that_clients_ask_and_is_no_part_of_all()
    {
        await using var host = await GatewayHost.StartAsync();

        var found = (await host.GetAsync("/api/v1")).Json.GetProperty("resources").EnumerateArray().Single(resource => resource.GetProperty("name").GetString() == "replicationcontrollers");

        Assert.Equal("ReplicationController", found.GetProperty("kind").GetString());
        Assert.False(found.TryGetProperty("categories", out _));
    }
}
