using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;
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
            Verbs = [.. Words.Where(word => kind.Verbs.HasFlag(word.Flag)).Select(word => word.Word)],
            ShortNames = kind.ShortNames.IsEmpty ? null : kind.ShortNames,
            Categories = kind.Categories.IsEmpty ? null : kind.Categories,
        };
        if (kind.Type == typeof(Pod))
        {
            yield return Subresource(kind, "eviction", ["create"]) with { Group = "policy", Version = "v1", Kind = "Eviction" };
            yield return Subresource(kind, "log", ["get"]);
        }

        if (kind.Type == typeof(Deployment) || kind.Type == typeof(ReplicaSet))
        {
            yield return Subresource(kind, "scale", ["get", "patch", "update"]) with { Group = "autoscaling", Version = "v1", Kind = "Scale" };
        }

        if (kind.Type == typeof(ServiceAccount))
        {
            yield return Subresource(kind, "token", ["create"]) with { Group = "authentication.k8s.io", Version = "v1", Kind = "TokenRequest" };
        }

        if (kind.HasStatus)
        {
            yield return Subresource(kind, "status", ["get"]);
        }
    }

    private static ApiResource Subresource(KindDescription kind, string name, ImmutableArray<string> verbs) => new()
    {
        Name = $"{kind.Plural}/{name}",
        SingularName = "",
        Namespaced = kind.Namespaced,
        Kind = kind.Kind,
        Verbs = verbs,
    };
}
