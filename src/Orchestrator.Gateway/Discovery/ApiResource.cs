using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Orchestrator.Gateway.Kinds;
using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.Discovery;

/// <summary>A resource or subresource and what can be done with it.</summary>
internal sealed record ApiResource
{
    private static readonly ImmutableArray<(ResourceVerbs Flag, string Word)> Words =
    [
        (ResourceVerbs.Create, "create"),
        (ResourceVerbs.Delete, "delete"),
        (ResourceVerbs.DeleteCollection, "deletecollection"),
        (ResourceVerbs.Get, "get"),
        (ResourceVerbs.List, "list"),
        (ResourceVerbs.Patch, "patch"),
        (ResourceVerbs.Update, "update"),
        (ResourceVerbs.Watch, "watch"),
    ];

    public required string Name { get; init; }

    public required string SingularName { get; init; }

    public required bool Namespaced { get; init; }

    /// <summary>The group of the subresource's kind, where it is another.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Group { get; init; }

    /// <summary>The version of the subresource's kind, where it is another.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Version { get; init; }

    public required string Kind { get; init; }

    public required ImmutableArray<string> Verbs { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<string>? ShortNames { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<string>? Categories { get; init; }

    /// <summary>A kind's resource and its subresources.</summary>
    public static IEnumerable<ApiResource> AllOf(KindDescription kind)
    {
        yield return new ApiResource
        {
            Name = kind.Plural,
            SingularName = kind.Singular,
            Namespaced = kind.Namespaced,
            Kind = kind.Kind,
            Verbs = WordsOf(kind.Verbs),
            ShortNames = kind.ShortNames.IsEmpty ? null : kind.ShortNames,
            Categories = kind.Categories.IsEmpty ? null : kind.Categories,
        };
        foreach (var subresource in Subresources.Of(kind))
        {
            yield return Of(subresource);
        }
    }

    /// <summary>The verbs in Kubernetes' words.</summary>
    public static ImmutableArray<string> WordsOf(ResourceVerbs verbs) => [.. Words.Where(word => verbs.HasFlag(word.Flag)).Select(word => word.Word)];

    private static ApiResource Of(Subresource subresource)
    {
        var plain = new ApiResource
        {
            Name = subresource.Resource,
            SingularName = "",
            Namespaced = subresource.Of.Namespaced,
            Kind = subresource.StreamOptions ?? subresource.Of.Kind,
            Verbs = WordsOf(subresource.Verbs),
        };
        if (!subresource.HasOwnDocument)
        {
            return plain;
        }

        var document = GroupVersionKind.Of(subresource.Document);
        return plain with { Group = document.Group, Version = document.Version, Kind = document.Kind };
    }
}
