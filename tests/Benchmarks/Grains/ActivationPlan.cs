using Orleans;

namespace Orchestrator.Benchmarks.Grains;

/// <summary>Which grains are activated, and by how many calls at once.</summary>
[Immutable]
public sealed record ActivationPlan
{
    /// <summary>What their keys begin with; a number follows.</summary>
    public required string Prefix { get; init; }

    /// <summary>How many there are.</summary>
    public required int Count { get; init; }

    /// <summary>How many calls are under way at once.</summary>
    public required int Callers { get; init; }
}
