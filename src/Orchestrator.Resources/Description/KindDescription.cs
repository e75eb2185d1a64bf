using System.Collections.Immutable;

using Orchestrator.Resources.CustomResources;

namespace Orchestrator.Resources.Description;

/// <summary>Everything that is known of one kind.</summary>
public sealed record KindDescription
{
    /// <summary>API group, empty for the core group.</summary>
    public required string Group { get; init; }

    /// <summary>API version.</summary>
    public required string Version { get; init; }

    /// <summary>Kind, such as <c>Pod</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The name in paths, such as <c>pods</c>.</summary>
    public required string Plural { get; init; }

    /// <summary>The name of one, such as <c>pod</c>.</summary>
    public required string Singular { get; init; }

    /// <summary>What objects of this kind are, in a sentence.</summary>
    public required string Description { get; init; }

    /// <summary>Short names, such as <c>po</c>.</summary>
    public required ImmutableArray<string> ShortNames { get; init; }

    /// <summary>Categories, such as <c>all</c>.</summary>
    public required ImmutableArray<string> Categories { get; init; }

    /// <summary>Whether objects of this kind live in a namespace.</summary>
    public required bool Namespaced { get; init; }

    /// <summary>Whether the kind has a status that a subresource writes.</summary>
    public required bool HasStatus { get; init; }

    /// <summary>Whether clients write the status, because nothing in this version observes it.</summary>
    public required bool ClientsWriteStatus { get; init; }

    /// <summary>Whether a kind without a grain counts how often its desired state has changed.</summary>
    public required bool CountsGeneration { get; init; }

    /// <summary>The rule that names of this kind follow.</summary>
    public required TextFormat NameFormat { get; init; }

    /// <summary>JSON paths that field selectors may use.</summary>
    public required ImmutableArray<string> SelectableFields { get; init; }

    /// <summary>What can be done with objects of this kind.</summary>
    public ResourceVerbs Verbs { get; init; } = ResourceVerbs.All;

    /// <summary>The record.</summary>
    public required Type Type { get; init; }

    /// <summary>What is known of a kind that a CustomResourceDefinition describes; null for a kind that is a record.</summary>
    public CustomKind? Custom { get; init; }

    /// <summary>Whether documents may come in protobuf: of what a schema describes, and of schemas themselves, the numbers of fields are not known.</summary>
    public bool HasProtobuf => Custom is null && Type != typeof(CustomResourceDefinition);

    /// <summary>The fields.</summary>
    public ObjectSchema Schema => Custom?.Fields ?? ObjectSchema.Of(Type);

    /// <summary>The kind of lists of them.</summary>
    public string ListKind => Custom?.ListKind ?? $"{Kind}List";

    /// <summary>API group and version, such as <c>apps/v1</c>; just the version for the core group.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>Plural and group, such as <c>deployments.apps</c>; just the plural for the core group.</summary>
    public string QualifiedPlural => Group.Length == 0 ? Plural : $"{Plural}.{Group}";
}
