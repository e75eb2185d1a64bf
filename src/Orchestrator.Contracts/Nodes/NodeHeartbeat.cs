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
}
