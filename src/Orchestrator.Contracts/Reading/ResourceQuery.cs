using System.Collections.Immutable;
using Orchestrator.Resources.Selectors;

namespace Orchestrator.Contracts.Reading;

/// <summary>Which resources of one kind to read.</summary>
public sealed record ResourceQuery
{
    /// <summary>API group, empty for the core group.</summary>
    public required string Group { get; init; }

    /// <summary>Kind, such as <c>Pod</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Only this namespace; null is all.</summary>
    public string? Namespace { get; init; }

    /// <summary>Requirements on labels, all of which must hold.</summary>
    public ImmutableArray<LabelRequirement> Labels { get; init; } = [];

    /// <summary>Requirements on fields, all of which must hold.</summary>
    public ImmutableArray<FieldRequirement> Fields { get; init; } = [];

    /// <summary>
    /// Whether a list leaves encrypted values as they are stored: for those who want the objects and not their values, and who have to go on where the key is lost.
    /// </summary>
    public bool AsStored { get; init; }

    /// <summary>At most so many items; null is all.</summary>
    public int? Limit { get; init; }

    /// <summary>A list as it was at this version; null is as it is now. Pages after the first keep to their token's version.</summary>
    public long? AtVersion { get; init; }

    /// <summary>The token with which the page before ended.</summary>
    public string? Continue { get; init; }
}
