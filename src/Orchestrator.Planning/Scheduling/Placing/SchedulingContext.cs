using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling.Gangs;
using Orchestrator.Planning.Scheduling.Preemption;

namespace Orchestrator.Planning.Scheduling.Placing;

/// <summary>What else a scheduler has to know while it places pods.</summary>
public sealed record SchedulingContext
{
    /// <summary>How many of which pods may be displaced.</summary>
    public ImmutableArray<DisruptionBudget> Budgets { get; init; } = [];

    /// <summary>The groups of which pods may be.</summary>
    public ImmutableArray<Gang> Gangs { get; init; } = [];
}
