namespace Orchestrator.Resources.Description;

/// <summary>Describes a kind: how it is named in documents, paths and on the command line.</summary>
/// <param name="group">API group, empty for the core group.</param>
/// <param name="version">API version.</param>
/// <param name="kind">Kind, such as <c>Pod</c>.</param>
/// <param name="plural">The name in paths, such as <c>pods</c>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KindAttribute(string group, string version, string kind, string plural) : Attribute
{
    /// <summary>API group, empty for the core group.</summary>
    public string Group { get; } = group;

    /// <summary>API version.</summary>
    public string Version { get; } = version;

    /// <summary>Kind, such as <c>Pod</c>.</summary>
    public string Kind { get; } = kind;

    /// <summary>The name in paths, such as <c>pods</c>.</summary>
    public string Plural { get; } = plural;

    /// <summary>What objects of this kind are, in a sentence.</summary>
    public string Description { get; init; } = "";

    /// <summary>Short names, such as <c>po</c>.</summary>
    public string[] ShortNames { get; init; } = [];

    /// <summary>Categories, such as <c>all</c>.</summary>
    public string[] Categories { get; init; } = [];

    /// <summary>Whether objects of this kind live in a namespace.</summary>
    public bool Namespaced { get; init; }

    /// <summary>Whether the kind has a status that a subresource writes.</summary>
    public bool HasStatus { get; init; } = true;

    /// <summary>Whether clients write the status: all of it where nothing observes it, and else what is theirs to say.</summary>
    public bool ClientsWriteStatus { get; init; }

    /// <summary>Whether a kind without a grain counts how often its desired state has changed, as Kubernetes does for some.</summary>
    public bool CountsGeneration { get; init; }

    /// <summary>What can be done with objects of this kind.</summary>
    public ResourceVerbs Verbs { get; init; } = ResourceVerbs.All;

    /// <summary>The rule that names of this kind follow.</summary>
    public TextFormat NameFormat { get; init; } = TextFormat.DnsSubdomain;

    /// <summary>JSON paths that field selectors may use beyond name and namespace.</summary>
    public string[] SelectableFields { get; init; } = [];
}
