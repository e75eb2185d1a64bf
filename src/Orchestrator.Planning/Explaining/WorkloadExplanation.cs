using System.Collections.Immutable;

namespace Orchestrator.Planning.Explaining;

/// <summary>Why an object that has pods is as it is.</summary>
public sealed record WorkloadExplanation
{
    /// <summary>The name before its name, such as <c>deployment.apps</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Its namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether there is nothing to explain.</summary>
    public required bool IsWell { get; init; }

    /// <summary>How many pods it wants.</summary>
    public required int Wanted { get; init; }

    /// <summary>How many of its pods run and are ready.</summary>
    public required int Running { get; init; }

    /// <summary>What is wrong with itself, the most likely first.</summary>
    public required ImmutableArray<Cause> Causes { get; init; }

    /// <summary>Its pods that are not well, those with the same trouble together, the worst first.</summary>
    public required ImmutableArray<PodGroup> Groups { get; init; }
}
