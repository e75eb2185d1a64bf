using System.Text.Json;
using Gateway.Tests.Fixtures;
using Orchestrator.Resources.CustomResources;
using Orchestrator.TestKit;

namespace Gateway.Tests.CustomKinds;

/// <summary>A kind comes and goes with its definition, on every gateway, and everything that tells of kinds tells of it.</summary>
public sealed class ServedKindsTests(CustomKindHost host) : IClassFixture<CustomKindHost>
{
    private GatewayHost Gateway => host.Gateway;

    [Fact]
    public async Task Kind_is_served_by_every_gateway_at_once_after_its_names_were_accepted()
    {
        await using var other = await host.StartAsync();
        await Eventually.True(async () => (await other.GetAsync("/apis/plain.example.com/v1/wheels")).Code == 404, "it has read which kinds there are");

        await host.DefineAsync(Definitions.Plain("wheels", "Wheel"));

        Assert.Equal(200, (await other.GetAsync("/apis/plain.example.com/v1/wheels")).Code);
        Assert.Equal(201, (await Gateway.PostAsync("/apis/plain.example.com/v1/wheels", """{"metadata":{"name":"w"},"any":{"thing":1}}""")).Code);
        Assert.Equal("1", (await other.GetAsync("/apis/plain.example.com/v1/wheels/w")).At("any.thing"));
    }

    [Fact]
    public async Task Kind_whose_names_are_not_accepted_is_not_served()
    {
        await host.DefineAsync(Definitions.Plain("spokes", "Spoke"), definition => definition with { Status = new CustomResourceDefinitionStatus() });

        Assert.Equal(404, (await Gateway.GetAsync("/apis/plain.example.com/v1/spokes")).Code);
    }

    [Fact]
    public async Task Kind_that_is_being_deleted_takes_nothing_new_and_goes_on_being_read()
    {
        await host.DefineAsync(Definitions.Plain("hubs", "Hub"));
        Assert.Equal(201, (await Gateway.PostAsync("/apis/plain.example.com/v1/hubs", """{"metadata":{"name":"old"}}""")).Code);
        await host.DefineAsync(Definitions.Plain("hubs", "Hub"), definition => definition with { Metadata = definition.Metadata with { DeletionTimestamp = DateTimeOffset.UtcNow } });

        await Eventually.True(async () => (await Gateway.PostAsync("/apis/plain.example.com/v1/hubs?dryRun=All", """{"metadata":{"name":"new"}}""")).Code == 405, "nothing new is taken");

        Assert.Equal(200, (await Gateway.GetAsync("/apis/plain.example.com/v1/hubs/old")).Code);
    }

    [Fact]
    public async Task Discovery_tells_of_the_kind_in_both_forms()
    {
        Assert.Equal(200, (await Gateway.GetAsync("/apis/stable.example.com/v1/crontabs")).Code);

        var group = await Gateway.GetAsync("/apis/stable.example.com");
        var resources = (await Gateway.GetAsync("/apis/stable.example.com/v1")).Json.GetProperty("resources").EnumerateArray().ToList();
        var groups = (await Gateway.GetAsync("/apis")).Json.GetProperty("groups").EnumerateArray().Select(one => one.GetProperty("name").GetString());
        var all = await Gateway.GetAsync("/apis", "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList");
        var told = all.Json.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("metadata").GetProperty("name").GetString() == "stable.example.com");

        Assert.Equal(("v1", "v1"), (group.At("preferredVersion.version"), group.At("versions.0.version")));
        Assert.Equal(["crontabs", "crontabs/scale", "crontabs/status"], resources.Select(one => one.GetProperty("name").GetString()));
        Assert.Equal("""["ct"]""", resources[0].GetProperty("shortNames").GetRawText());
        Assert.Equal("""["all"]""", resources[0].GetProperty("categories").GetRawText());
        Assert.Contains("stable.example.com", groups);
        Assert.Equal(["v1", "v1beta1"], told.GetProperty("versions").EnumerateArray().Select(version => version.GetProperty("version").GetString()));
        Assert.Equal(2, told.GetProperty("versions")[0].GetProperty("resources")[0].GetProperty("subresources").GetArrayLength());
    }

    [Fact]
    public async Task Open_api_has_the_schema_of_the_definition_and_no_strategic_merge()
    {
        Assert.Equal(200, (await Gateway.GetAsync("/apis/stable.example.com/v1/crontabs")).Code);

        var address = (await Gateway.GetAsync("/openapi/v3")).Json.GetProperty("paths").GetProperty("apis/stable.example.com/v1").GetProperty("serverRelativeURL").GetString()!;
        var document = await Gateway.GetAsync(address);
        var schema = document.Json.GetProperty("components").GetProperty("schemas").GetProperty("com.example.stable.v1.CronTab");
        var patch = document.Json.GetProperty("paths").GetProperty("/apis/stable.example.com/v1/namespaces/{namespace}/crontabs/{name}").GetProperty("patch");

        Assert.Equal("When it runs.", schema.GetProperty("properties").GetProperty("spec").GetProperty("properties").GetProperty("cronSpec").GetProperty("description").GetString());
        Assert.Equal("CronTab", schema.GetProperty("x-kubernetes-group-version-kind")[0].GetProperty("kind").GetString());
        Assert.Equal("#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", schema.GetProperty("properties").GetProperty("metadata").GetProperty("allOf")[0].GetProperty("$ref").GetString());
        Assert.False(patch.GetProperty("requestBody").GetProperty("content").TryGetProperty("application/strategic-merge-patch+json", out _));
        Assert.Contains(patch.GetProperty("parameters").EnumerateArray(), parameter => parameter.GetProperty("name").GetString() == "fieldValidation");
    }

    [Fact]
    public async Task Older_open_api_tells_of_the_kind_in_the_words_that_it_has()
    {
        Assert.Equal(200, (await Gateway.GetAsync("/apis/stable.example.com/v1/crontabs")).Code);

        var document = (await Gateway.GetAsync("/openapi/v2")).Json;
        var spec = document.GetProperty("definitions").GetProperty("com.example.stable.v1.CronTab").GetProperty("properties").GetProperty("spec");
        var protobuf = await Gateway.GetAsync("/openapi/v2", "application/com.github.proto-openapi.spec.v2@v1.0+protobuf");

        Assert.False(spec.GetProperty("properties").GetProperty("cronSpec").TryGetProperty("pattern", out _));
        Assert.Equal(JsonValueKind.Number, spec.GetProperty("properties").GetProperty("replicas").GetProperty("default").ValueKind);
        Assert.Equal(200, protobuf.Code);
    }

    [Fact]
    public async Task Routes_that_are_served_are_those_that_discovery_and_open_api_tell_of()
    {
        Assert.Equal(200, (await Gateway.GetAsync("/apis/stable.example.com/v1/crontabs")).Code);

        var paths = (await Gateway.GetAsync("/openapi/v3/apis/stable.example.com/v1")).Json.GetProperty("paths").EnumerateObject();
        var told = paths.SelectMany(path => path.Value.EnumerateObject().Where(item => item.Name != "parameters").Select(item => $"{item.Name.ToUpperInvariant()} {path.Name}"));
        var served = Gateway.Routes.Where(route => route.Contains("/apis/stable.example.com/v1/", StringComparison.Ordinal));

        Assert.Equal(served.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Token_of_a_namespace_without_rights_reads_nothing_of_a_custom_kind()
    {
        Assert.Equal(200, (await Gateway.GetAsync("/apis/stable.example.com/v1/crontabs")).Code);

        Assert.Equal(401, (await Gateway.SendAsync(HttpMethod.Get, "/apis/stable.example.com/v1/crontabs", token: "none")).Code);
    }
}
