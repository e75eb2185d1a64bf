using System.Collections.Immutable;
using Orchestrator.Grains.Resources;
using Orchestrator.Planning.Scheduling.Devices;
using Orchestrator.Resources.Core;

namespace Orchestrator.Grains.Pods;

/// <summary>What the grain of a pod stores.</summary>
public sealed record PodState : ResourceState<Pod>
{
    /// <summary>Whether the node in the pod's spec has admitted it. A pod may name a node that has yet to be asked.</summary>
    public bool Admitted { get; init; }

    /// <summary>The devices that the node gave it when it was admitted.</summary>
    public ImmutableArray<DeviceLease> Devices { get; init; } = [];

    /// <summary>Whether it has ever been ready.</summary>
    public bool WasReady { get; init; }

    /// <summary>Whether its node has said that nothing of it is left.</summary>
    public bool Removed { get; init; }
}
