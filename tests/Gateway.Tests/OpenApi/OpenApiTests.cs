using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Tests.Fixtures;
using Orchestrator.Resources.Description;

namespace Gateway.Tests.OpenApi;

public sealed class OpenApiTests
{
    private const string ProtobufType = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";

    public static TheoryData<string> Versions => [.. ResourceKinds.All.Select(kind => kind.ApiVersion).Distinct()];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Document_of_a_version_has_whatever_it_refers_to(string apiVersion)
    {
        await using var host = await GatewayHost.StartAsync();

        var document = (await host.GetAsync(PathOf(apiVersion))).Json;

        var schemas = document.GetProperty("components").GetProperty("schemas");
        var references = ReferencesIn(document).Distinct().ToList();
        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.True(schemas.TryGetProperty(reference["#/components/schemas/".Length..], out _), reference));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Document_of_a_version_tells_of_each_kind_and_field(string apiVersion)
    {
        await using var host = await GatewayHost.StartAsync();

        var document = (await host.GetAsync(PathOf(apiVersion))).Json;

        var schemas = document.GetProperty("components").GetProperty("schemas").EnumerateObject().Select(schema => schema.Value).ToList();
        foreach (var kind in ResourceKinds.All.Where(kind => kind.ApiVersion == apiVersion))
        {
            var schema = schemas.Single(one => Is(one, kind, kind.Kind));
            Assert.Single(schemas, one => Is(one, kind, $"{kind.Kind}List"));
            Assert.False(string.IsNullOrEmpty(schema.GetProperty("description").GetString()), $"{kind.Kind} has no description");
            var properties = schema.GetProperty("properties");
            Assert.All(kind.Schema.Fields, field => Assert.NotEqual("", properties.GetProperty(field.Name).GetProperty("description").GetString()));
            var patches = document.GetProperty("paths").EnumerateObject().Where(path => path.Value.TryGetProperty("patch", out var patch) && Is(patch, kind, kind.Kind)).ToList();
            Assert.Contains(patches, path => path.Value.GetProperty("patch").GetProperty("parameters").EnumerateArray().Any(parameter => parameter.GetProperty("name").GetString() == "fieldValidation"));
            Assert.Contains(patches, path => path.Value.GetProperty("patch").GetProperty("requestBody").GetProperty("content").TryGetProperty("application/strategic-merge-patch+json", out _));
        }
    }

    [Fact]
    public async Task Fields_say_how_they_merge_and_what_they_are_by_default()
    {
        await using var host = await GatewayHost.StartAsync();

        var schemas = (await host.GetAsync("/openapi/v3/apis/apps/v1")).Json.GetProperty("components").GetProperty("schemas");

        var containers = schemas.GetProperty("io.k8s.api.core.v1.PodSpec").GetProperty("properties").GetProperty("containers");
        Assert.Equal(("merge", "name", "map"), (Text(containers, "x-kubernetes-patch-strategy"), Text(containers, "x-kubernetes-patch-merge-key"), Text(containers, "x-kubernetes-list-type")));
        var ports = schemas.GetProperty("io.k8s.api.core.v1.Container").GetProperty("properties").GetProperty("ports");
        Assert.Equal("""["containerPort","protocol"]""", ports.GetProperty("x-kubernetes-list-map-keys").GetRawText());
        var strategy = schemas.GetProperty("io.k8s.api.apps.v1.DeploymentSpec").GetProperty("properties").GetProperty("strategy");
        Assert.Equal("retainKeys", Text(strategy, "x-kubernetes-patch-strategy"));
        var source = schemas.GetProperty("io.k8s.api.core.v1.EnvVarSource").GetProperty("properties").GetProperty("configMapKeyRef");
        Assert.Equal("atomic", Text(source, "x-kubernetes-map-type"));
        Assert.Equal(1, schemas.GetProperty("io.k8s.api.apps.v1.DeploymentSpec").GetProperty("properties").GetProperty("replicas").GetProperty("default").GetInt32());
        Assert.Contains("selector", schemas.GetProperty("io.k8s.api.apps.v1.DeploymentSpec").GetProperty("required").EnumerateArray().Select(name => name.GetString()));
    }

    /// <summary>Routes that only say why they refuse are told of nowhere.</summary>
    [Fact]
    public async Task Documents_tell_of_all_routes_of_kinds_and_of_no_others()
    {
        await using var host = await GatewayHost.StartAsync();

        var told = new List<string>();
        foreach (var version in (await host.GetAsync("/openapi/v3")).Json.GetProperty("paths").EnumerateObject())
        {
            var paths = (await host.GetAsync($"/openapi/v3/{version.Name}")).Json.GetProperty("paths").EnumerateObject();
            told.AddRange(paths.SelectMany(path => path.Value.EnumerateObject().Where(item => item.Name != "parameters").Select(item => $"{item.Name.ToUpperInvariant()} {path.Name}")));
        }

        var unwritable = ResourceKinds.All.Where(kind => kind is { HasStatus: true, ClientsWriteStatus: false }).Select(kind => $"/{kind.Plural}/{{name}}/status").ToList();
        var served = host.Routes.Where(route => Regex.IsMatch(route, "^[A-Z]+ (/api/[^/]+|/apis/[^/]+/[^/]+)/"))
            .Where(route => route.StartsWith("GET", StringComparison.Ordinal) || !unwritable.Any(path => route.EndsWith(path, StringComparison.Ordinal)))
            .Where(route => !route.EndsWith("/ephemeralcontainers", StringComparison.Ordinal) && !route.Contains("/replicationcontrollers", StringComparison.Ordinal));
        Assert.Equal(served.Distinct().Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Document_under_the_address_of_its_contents_may_be_kept_and_another_address_leads_to_it()
    {
        await using var host = await GatewayHost.StartAsync();
        var index = await host.GetAsync("/openapi/v3");
        var address = index.Json.GetProperty("paths").GetProperty("apis/apps/v1").GetProperty("serverRelativeURL").GetString()!;

        using var kept = await host.Client.GetAsync(address);
        using var plain = await host.Client.GetAsync("/openapi/v3/apis/apps/v1");
        using var other = await host.Client.GetAsync("/openapi/v3/apis/apps/v1?hash=0");

        Assert.Contains("immutable", kept.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.True(plain.Headers.CacheControl!.NoCache);
        Assert.Equal(address, other.RequestMessage!.RequestUri!.PathAndQuery);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/openapi/v3/apis/apps/v1") { Headers = { IfNoneMatch = { kept.Headers.ETag! } } };
        using var unchanged = await host.Client.SendAsync(again);
        Assert.Equal(304, (int)unchanged.StatusCode);
    }

    [Fact]
    public async Task Older_document_has_whatever_it_refers_to_and_all_that_the_newer_ones_tell()
    {
        await using var host = await GatewayHost.StartAsync();

        var document = (await host.GetAsync("/openapi/v2")).Json;

        var definitions = document.GetProperty("definitions");
        Assert.All(ReferencesIn(document).Distinct(), reference => Assert.True(definitions.TryGetProperty(reference["#/definitions/".Length..], out _), reference));
        Assert.All(ResourceKinds.All, kind => Assert.Single(definitions.EnumerateObject(), schema => Is(schema.Value, kind, kind.Kind)));
        Assert.All(definitions.EnumerateObject(), schema => Assert.True(schema.Value.TryGetProperty("type", out _), schema.Name));
    }

    [Fact]
    public async Task Older_document_as_protobuf_has_the_paths_and_definitions_of_the_other()
    {
        await using var host = await GatewayHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi/v2");
        request.Headers.TryAddWithoutValidation("Accept", ProtobufType);

        using var response = await host.Client.SendAsync(request);
        var document = WireReader.Read(await response.Content.ReadAsByteArrayAsync());
        var plain = (await host.GetAsync("/openapi/v2")).Json;

        Assert.Equal("application/com.github.proto-openapi.spec.v2.v1.0+protobuf", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("2.0", document[1].Single().Text);
        var paths = document[8].Single().Message[2].Select(entry => entry.Message).ToDictionary(entry => entry[1].Single().Text, entry => entry[2].Single().Message);
        Assert.Equal(plain.GetProperty("paths").EnumerateObject().Select(path => path.Name), paths.Keys);
        var definitions = document[9].Single().Message[1].Select(entry => entry.Message).ToDictionary(entry => entry[1].Single().Text, entry => entry[2].Single().Message);
        Assert.Equal(plain.GetProperty("definitions").EnumerateObject().Select(schema => schema.Name), definitions.Keys);
        var patch = paths["/api/v1/namespaces/{namespace}/pods/{name}"][8].Single().Message;
        Assert.Contains(patch[8], parameter => parameter.Message[1].Single().Message is { } one && one.ContainsKey(2) && one[2].Single().Message[3].Single().Message[4].Single().Text == "fieldValidation");
        Assert.Contains(patch[13], extension => extension.Message[1].Single().Text == "x-kubernetes-group-version-kind");
    }

    private static string PathOf(string apiVersion) => apiVersion.Contains('/') ? $"/openapi/v3/apis/{apiVersion}" : $"/openapi/v3/api/{apiVersion}";

    private static string? Text(JsonElement value, string name) => value.GetProperty(name).GetString();

    /// <summary>Whether an operation or a schema is of a kind: the one says just its kind, the other may say several.</summary>
    private static bool Is(JsonElement value, KindDescription kind, string name)
    {
        if (!value.TryGetProperty("x-kubernetes-group-version-kind", out var said))
        {
            return false;
        }

        var one = said.ValueKind == JsonValueKind.Array ? said[0] : said;
        return (Text(one, "group"), Text(one, "version"), Text(one, "kind")) == (kind.Group, kind.Version, name);
    }

    private static IEnumerable<string> ReferencesIn(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member =>
            member.Name == "$ref" && member.Value.ValueKind == JsonValueKind.String ? [member.Value.GetString()!] : ReferencesIn(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(ReferencesIn),
        _ => [],
    };
}
