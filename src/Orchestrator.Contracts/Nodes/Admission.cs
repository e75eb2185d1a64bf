using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling.Devices;
using Orleans;

namespace Orchestrator.Contracts;

/// <summary>Whether a node took a pod.</summary>
/// <param name="Admitted">Whether it did.</param>
/// <param name="Reason">Why not, such as <c>Insufficient cpu</c>; empty where it did.</param>
[Immutable]
public sealed record Admission(bool Admitted, string Reason)
{
    /// <summary>The devices of the node that the pod has, as long as it is bound.</summary>
    public ImmutableArray<DeviceLease> Devices { get; init; } = [];
}
