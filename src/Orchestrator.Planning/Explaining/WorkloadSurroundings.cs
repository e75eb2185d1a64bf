using System.Collections.Immutable;

namespace Orchestrator.Planning.Explaining;

/// <summary>An object that has pods, such as a deployment, and how these are.</summary>
public sealed record WorkloadSurroundings
{
    /// <summary>The name before its name, such as <c>deployment.apps</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Its namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>How many pods it wants.</summary>
    public required int Wanted { get; init; }

    /// <summary>Whether it is paused.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Whether what is wanted has changed since the status was said.</summary>
    public bool IsBehind { get; init; }

    /// <summary>What its conditions, and those of what it owns, say is wrong: reason and message.</summary>
    public ImmutableArray<(string Reason, string Message)> Troubles { get; init; } = [];

    /// <summary>Its pods, explained.</summary>
    public ImmutableArray<PodExplanation> Pods { get; init; } = [];
}
