using System.Text.Json.Nodes;
using Orchestrator.Gateway.Kinds;
using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.Discovery;

/// <summary>All groups, versions and resources in one document, which spares clients a request a group.</summary>
internal static class AggregatedDiscovery
{
    /// <summary>The groups and all that is in them.</summary>
    /// <param name="kinds">What to tell of.</param>
    /// <param name="version">The version of the document: <c>v2</c>, or <c>v2beta1</c>, which says the same.</param>
    public static JsonObject Of(IEnumerable<KindDescription> kinds, string version) => new()
    {
        ["kind"] = "APIGroupDiscoveryList",
        ["apiVersion"] = $"apidiscovery.k8s.io/{version}",
        ["metadata"] = new JsonObject(),
        ["items"] = new JsonArray([.. kinds.GroupBy(kind => kind.Group).Select(Group)]),
    };

    private static JsonObject Group(IGrouping<string, KindDescription> group) => new()
    {
        ["metadata"] = group.Key.Length == 0 ? new JsonObject() : new JsonObject { ["name"] = group.Key },
        ["versions"] = new JsonArray([.. group.GroupBy(kind => kind.Version).Select(Version)]),
    };

    private static JsonObject Version(IGrouping<string, KindDescription> version) => new()
    {
        ["version"] = version.Key,
        ["resources"] = new JsonArray([.. version.Select(Resource)]),
        ["freshness"] = "Current",
    };

    private static JsonObject Resource(KindDescription kind)
    {
        var resource = new JsonObject
        {
            ["resource"] = kind.Plural,
            ["responseKind"] = GroupVersionKind.Of(kind).ToJson(),
            ["scope"] = kind.Namespaced ? "Namespaced" : "Cluster",
            ["singularResource"] = kind.Singular,
            ["verbs"] = Texts(ApiResource.WordsOf(kind.Verbs)),
        };
        Add(resource, "shortNames", kind.ShortNames);
        Add(resource, "categories", kind.Categories);
        var subresources = Subresources.Of(kind).Select(Subresource).ToArray();
        if (subresources.Length > 0)
        {
            resource["subresources"] = new JsonArray([.. subresources]);
        }

        return resource;
    }

    private static JsonObject Subresource(Subresource subresource)
    {
        var document = subresource.HasOwnDocument ? GroupVersionKind.Of(subresource.Document)
            : GroupVersionKind.Of(subresource.Of) with { Kind = subresource.StreamOptions ?? subresource.Of.Kind };
        return new JsonObject
        {
            ["subresource"] = subresource.Name,
            ["responseKind"] = document.ToJson(),
            ["verbs"] = Texts(ApiResource.WordsOf(subresource.Verbs)),
        };
    }

    private static void Add(JsonObject resource, string name, IReadOnlyCollection<string> texts)
    {
        if (texts.Count > 0)
        {
            resource[name] = Texts(texts);
        }
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
