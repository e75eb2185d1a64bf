using Gateway.Tests.Fixtures;
using Orchestrator.Resources.Description;

namespace Gateway.Tests.Kinds;

public sealed class MatrixTests
{
    public static TheoryData<string> Kinds => [.. ResourceKinds.All.Select(kind => kind.QualifiedPlural)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Kind_has_every_verb_of_its_description_under_kubernetes_paths(string plural)
    {
        var kind = ResourceKinds.FindByName(plural)!;
        await using var host = await GatewayHost.StartAsync();
        var root = kind.Group.Length == 0 ? "/api/v1" : $"/apis/{kind.Group}/{kind.Version}";
        var items = kind.Namespaced ? $"{root}/namespaces/default/{kind.Plural}" : $"{root}/{kind.Plural}";
        (ResourceVerbs Verb, HttpMethod Method, string Path, string? Body)[] calls =
        [
            (ResourceVerbs.List, HttpMethod.Get, items, null),
            (ResourceVerbs.List, HttpMethod.Get, $"{root}/{kind.Plural}", null),
            (ResourceVerbs.Watch, HttpMethod.Get, $"{items}?watch=true&timeoutSeconds=1", null),
            (ResourceVerbs.Create, HttpMethod.Post, $"{items}?fieldValidation=Strict", "{\"nonsense\":1}"),
            (ResourceVerbs.DeleteCollection, HttpMethod.Delete, items, null),
            (ResourceVerbs.Get, HttpMethod.Get, $"{items}/x", null),
            (ResourceVerbs.Update, HttpMethod.Put, $"{items}/x?fieldValidation=Strict", "{\"nonsense\":1}"),
            (ResourceVerbs.Patch, HttpMethod.Patch, $"{items}/x", "{}"),
            (ResourceVerbs.Delete, HttpMethod.Delete, $"{items}/x", null),
        ];
        foreach (var (verb, method, path, body) in calls)
        {
            var type = method == HttpMethod.Patch ? "application/merge-patch+json" : "application/json";
            var answer = await host.SendAsync(method, path, body, type);
            var expected = !kind.Verbs.HasFlag(verb) ? 405 : body == "{\"nonsense\":1}" ? 400 : path.EndsWith("/x", StringComparison.Ordinal) ? 404 : 200;
            Assert.True(expected == answer.Code, $"{method} {path}: {answer.Code} {answer.Text}");
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Kind_is_discovered_with_the_verbs_that_it_has(string plural)
    {
        var kind = ResourceKinds.FindByName(plural)!;
        await using var host = await GatewayHost.StartAsync();

        var answer = await host.GetAsync(kind.Group.Length == 0 ? "/api/v1" : $"/apis/{kind.ApiVersion}");

        var found = answer.Json.GetProperty("resources").EnumerateArray().Single(resource => resource.GetProperty("name").GetString() == kind.Plural);
        Assert.Equal((kind.Kind, kind.Namespaced, kind.Singular), (found.GetProperty("kind").GetString(), found.GetProperty("namespaced").GetBoolean(), found.GetProperty("singularName").GetString()));
        Assert.Equal(Enum.GetValues<ResourceVerbs>().Count(verb => System.Numerics.BitOperations.IsPow2((int)verb) && kind.Verbs.HasFlag(verb)), found.GetProperty("verbs").GetArrayLength());
        Assert.Equal(kind.ShortNames, found.TryGetProperty("shortNames", out var names) ? names.EnumerateArray().Select(name => name.GetString()!) : []);
    }
}
