using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling.Devices;
using Orleans;

namespace Orchestrator.Contracts;

/// <summary>A pod that a node has admitted.</summary>
/// <param name="Namespace">The pod's namespace.</param>
/// <param name="Name">The pod's name.</param>
/// <param name="Uid">The pod's uid.</param>
[Immutable]
public sealed record PodBinding(string Namespace, string Name, string Uid)
{
    /// <summary>The devices of the node that the pod has.</summary>
    public ImmutableArray<DeviceLease> Devices { get; init; } = [];
}
