using System.Collections.Immutable;
using Orleans;

namespace Orchestrator.Contracts;

/// <summary>A sign of life of a node's agent.</summary>
/// <param name="EngineReady">Whether its container engine answers.</param>
/// <param name="Message">What to tell people about that.</param>
[Immutable]
public sealed record NodeHeartbeat(bool EngineReady, string Message)
{
    /// <summary>Types of the conditions by which the machine is short of something: <c>MemoryPressure</c>, <c>DiskPressure</c>, <c>PIDPressure</c>.</summary>
    public ImmutableArray<string> Pressures { get; init; } = [];

    /// <summary>Whether the agent says that it ends. Its containers go on.</summary>
    public bool Leaving { get; init; }

    /// <summary>Whether pods are here that must never run twice, so that the lease that follows has to be certain.</summary>
    public bool Guarded { get; init; }

    /// <summary>The last loss (<see cref="NodeLease.Losses"/>) since which what runs was compared with what is bound, and what is not bound has gone; -1 before the first time.</summary>
    public long Compared { get; init; }
}
