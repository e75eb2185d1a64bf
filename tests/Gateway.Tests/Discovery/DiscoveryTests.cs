using Gateway.Tests.Fixtures;

namespace Gateway.Tests.Discovery;

public sealed class DiscoveryTests
{
    [Fact]
    public async Task Discovery_is_plain_also_for_clients_that_would_like_more()
    {
        await using var host = await GatewayHost.StartAsync();
        const string Aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json";

        var core = await host.GetAsync("/api", Aggregated);
        var groups = await host.GetAsync("/apis", Aggregated);

        Assert.Equal(("APIVersions", "v1", "application/json"), (core.At("kind"), core.At("versions.0"), core.ContentType));
        Assert.Equal(("APIGroupList", "apps", "apps/v1"), (groups.At("kind"), groups.At("groups.0.name"), groups.At("groups.0.preferredVersion.groupVersion")));
    }

    [Fact]
    public async Task Discovery_names_the_subresources_and_category_all()
    {
        await using var host = await GatewayHost.StartAsync();

        var apps = (await host.GetAsync("/apis/apps/v1")).Json.GetProperty("resources").EnumerateArray().ToDictionary(r => r.GetProperty("name").GetString()!);
        var core = (await host.GetAsync("/api/v1")).Json.GetProperty("resources").EnumerateArray().ToDictionary(r => r.GetProperty("name").GetString()!);

        Assert.Equal(("Scale", "autoscaling"), (apps["deployments/scale"].GetProperty("kind").GetString(), apps["deployments/scale"].GetProperty("group").GetString()));
        Assert.Contains("pods/log", core.Keys);
        Assert.Contains("pods/eviction", core.Keys);
        Assert.Equal("all", core["pods"].GetProperty("categories")[0].GetString());
        Assert.False(core["nodes"].TryGetProperty("categories", out _));
    }

    [Fact]
    public async Task Version_is_one_that_kubectl_reads_as_1_34()
    {
        await using var host = await GatewayHost.StartAsync();

        var version = await host.GetAsync("/version");

        Assert.Equal(("1", "34"), (version.At("major"), version.At("minor")));
        Assert.Matches("^v1\\.34\\.0-orchestrator\\+[0-9]+\\.[0-9]+\\.[0-9]+", version.At("gitVersion"));
        Assert.Matches("^linux/(amd64|arm64)$", version.At("platform"));
    }
}
