using System.Text.Json;
using Gateway.Tests.Fixtures;

namespace Gateway.Tests.Policies;

/// <summary>Each Service has an address and ports of nodes that no other has, however many gateways give them at once.</summary>
public sealed class ServiceAddressTests(DatabaseGateway database) : IClassFixture<DatabaseGateway>
{
    private const string Services = "/api/v1/namespaces/default/services";

    [Fact]
    public async Task Service_gets_an_address_keeps_it_and_gives_it_back()
    {
        await using var host = await database.StartAsync();

        var made = await host.PostAsync(Services, Body("kept"));
        var address = made.At("spec.clusterIP")!;
        Assert.Equal(201, made.Code);
        Assert.StartsWith("10.96.", address, StringComparison.Ordinal);
        Assert.Equal(["IPv4"], made.Json.GetProperty("spec").GetProperty("ipFamilies").EnumerateArray().Select(family => family.GetString()));
        Assert.Equal("SingleStack", made.At("spec.ipFamilyPolicy"));

        var taken = await host.PostAsync(Services, Body("thief", $"\"clusterIP\":\"{address}\","));
        Assert.Equal((422, $"Service \"thief\" is invalid: spec.clusterIPs: Invalid value: [\"{address}\"]: failed to allocate IP {address}: provided IP is already allocated"), (taken.Code, taken.At("message")));

        var replaced = await host.SendAsync(HttpMethod.Put, $"{Services}/kept", Body("kept", "\"selector\":{\"app\":\"other\"},"));
        Assert.Equal((200, address), (replaced.Code, replaced.At("spec.clusterIP")));
        var changed = await host.PatchAsync($"{Services}/kept", """{"spec":{"clusterIP":"10.96.77.77"}}""");
        Assert.Equal(422, changed.Code);

        Assert.Equal(200, (await host.SendAsync(HttpMethod.Delete, $"{Services}/kept")).Code);
        Assert.Equal(201, (await host.PostAsync(Services, Body("heir", $"\"clusterIP\":\"{address}\","))).Code);
    }

    [Theory]
    [InlineData("\"clusterIP\":\"None\",", "None")]
    [InlineData("\"clusterIP\":\"10.96.3.4\",", "10.96.3.4")]
    [InlineData("\"type\":\"ExternalName\",\"externalName\":\"example.com\",", null)]
    public async Task Service_that_says_so_has_the_address_that_it_says_or_none(string spec, string? address)
    {
        await using var host = await database.StartAsync();
        var name = $"said-{address?.Replace('.', '-').ToLowerInvariant() ?? "external"}";

        var made = await host.PostAsync(Services, Body(name, spec));

        Assert.Equal((201, address), (made.Code, made.At("spec.clusterIP")));
    }

    [Fact]
    public async Task Service_may_not_have_what_is_in_no_range()
    {
        await using var host = await database.StartAsync();

        var address = await host.PostAsync(Services, Body("far", "\"clusterIP\":\"192.168.0.1\","));
        var port = await host.PostAsync(Services, Body("high", "\"type\":\"NodePort\",").Replace("\"port\":80", "\"port\":80,\"nodePort\":80", StringComparison.Ordinal));

        Assert.Contains("the provided IP (192.168.0.1) is not in the valid range. The range of valid IPs is 10.96.0.0/16", address.At("message"), StringComparison.Ordinal);
        Assert.Equal("Service \"high\" is invalid: spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767", port.At("message"));
    }

    [Fact]
    public async Task Services_made_at_once_through_two_gateways_share_nothing_until_the_range_is_full()
    {
        const int PortsMax = 12;
        static void Narrow(Orchestrator.Gateway.GatewayOptions options) => options.ServiceNodePorts = $"31000-{31000 + PortsMax - 1}";
        await using var first = await database.StartAsync(Narrow);
        await using var second = await database.StartAsync(Narrow);

        var made = await Task.WhenAll(Enumerable.Range(0, PortsMax + 3).Select(index =>
            (index % 2 == 0 ? first : second).PostAsync(Services, Body($"crowd-{index}", "\"type\":\"NodePort\","))));

        var given = made.Where(answer => answer.Code == 201).ToList();
        Assert.Equal(PortsMax, given.Count);
        Assert.All(made.Where(answer => answer.Code != 201), answer => Assert.Contains("range is full", answer.At("message"), StringComparison.Ordinal));
        Assert.Equal(PortsMax, given.Select(answer => answer.At("spec.clusterIP")).Distinct().Count());
        Assert.Equal(PortsMax, given.Select(PortOf).Distinct().Count());
    }

    private static int PortOf(Answer service) => service.Json.GetProperty("spec").GetProperty("ports").EnumerateArray().Single().GetProperty("nodePort").GetInt32();

    private static string Body(string name, string spec = "") =>
        $$$"""{"apiVersion":"v1","kind":"Service","metadata":{"name":{{{JsonSerializer.Serialize(name)}}} },"spec":{ {{{spec}}} "ports":[{"port":80}]}}""";
}
