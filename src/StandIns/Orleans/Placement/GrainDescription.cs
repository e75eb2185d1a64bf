using System.Collections.Immutable;

namespace Orleans.Placement;

/// <summary>What others have to know of a grain class.</summary>
internal sealed record GrainDescription
{
    /// <summary>The grain type: the first part of the ids of its grains.</summary>
    public required string Type { get; init; }

    /// <summary>The full name of the class.</summary>
    public required string Class { get; init; }

    /// <summary>The grain interfaces that it implements.</summary>
    public required ImmutableArray<string> Interfaces { get; init; }

    /// <summary>Its placement strategy, where it has one of its own.</summary>
    public string? Placement { get; init; }

    /// <summary>Whether the silo activates grains of it; if not, it only knows the name.</summary>
    public bool IsHosted { get; init; }
}
