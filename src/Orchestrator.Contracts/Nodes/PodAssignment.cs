using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling.Devices;
using Orchestrator.Resources.Core;
using Orleans;

namespace Orchestrator.Contracts;

/// <summary>A pod for a node.</summary>
/// <param name="Pod">The pod, whole.</param>
/// <param name="Revision">The pod's revision: an agent takes no older one than it has seen.</param>
[Immutable]
public sealed record PodAssignment(Pod Pod, long Revision)
{
    /// <summary>The devices of the node that the pod has. They never change while it is bound.</summary>
    public ImmutableArray<DeviceLease> Devices { get; init; } = [];
}
