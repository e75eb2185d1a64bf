using Gateway.Tests.Fixtures;

namespace Gateway.Tests.Discovery;

public sealed class DiscoveryTests
{
    [Fact]
    public async Task Discovery_is_one_document_for_clients_that_read_it()
    {
        await using var host = await GatewayHost.StartAsync();
        const string Kubectl = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";

        var core = await host.GetAsync("/api", Kubectl);
        var groups = await host.GetAsync("/apis", Kubectl);

        Assert.Equal(("APIGroupDiscoveryList", "apidiscovery.k8s.io/v2", "v1"), (core.At("kind"), core.At("apiVersion"), core.At("items.0.versions.0.version")));
        var resources = core.Json.GetProperty("items")[0].GetProperty("versions")[0].GetProperty("resources").EnumerateArray();
        var pods = resources.Single(resource => resource.GetProperty("resource").GetString() == "pods");
        Assert.Equal(("Namespaced", "pod", "Pod"), (pods.GetProperty("scope").GetString(), pods.GetProperty("singularResource").GetString(), pods.GetProperty("responseKind").GetProperty("kind").GetString()));
        var eviction = pods.GetProperty("subresources").EnumerateArray().Single(one => one.GetProperty("subresource").GetString() == "eviction");
        Assert.Equal("""{"group":"policy","version":"v1","kind":"Eviction"}""", eviction.GetProperty("responseKind").GetRawText());
        Assert.Contains("apps", groups.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("metadata").GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData("application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json", "APIGroupDiscoveryList", "apidiscovery.k8s.io/v2beta1")]
    [InlineData("application/json;g=apidiscovery.k8s.io;v=v9;as=APIGroupDiscoveryList,application/json", "APIGroupList", "v1")]
    [InlineData("application/json,application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList", "APIGroupList", "v1")]
    [InlineData("nonsense;;", "APIGroupList", "v1")]
    [InlineData(null, "APIGroupList", "v1")]
    public async Task Discovery_is_in_the_form_that_the_client_prefers_of_those_there_are(string? accept, string kind, string version)
    {
        await using var host = await GatewayHost.StartAsync();

        var groups = await host.GetAsync("/apis", accept);

        Assert.Equal((kind, version), (groups.At("kind"), groups.At("apiVersion")));
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
