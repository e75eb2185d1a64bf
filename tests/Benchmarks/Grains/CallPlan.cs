using System.Collections.Immutable;
using Orleans;

namespace Orchestrator.Benchmarks.Grains;

/// <summary>Who is called, by how many at once, and for how long.</summary>
[Immutable]
public sealed record CallPlan
{
    /// <summary>Keys of the grains that are called; each caller has its own.</summary>
    public required ImmutableArray<string> Targets { get; init; }

    /// <summary>How many call at once.</summary>
    public required int Callers { get; init; }

    /// <summary>For how many seconds.</summary>
    public required double Seconds { get; init; }
}
