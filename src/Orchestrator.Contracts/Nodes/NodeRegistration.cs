using System.Collections.Immutable;
using Orchestrator.Resources.Core;
using Orleans;

namespace Orchestrator.Contracts;

/// <summary>What a machine is and has.</summary>
[Immutable]
public sealed record NodeRegistration
{
    /// <summary>Labels that the agent knows: host name, operating system, architecture, and the operator's own. Labels that others set stay.</summary>
    public required ImmutableSortedDictionary<string, string> Labels { get; init; }

    /// <summary>What the machine has.</summary>
    public required ImmutableSortedDictionary<string, Quantity> Capacity { get; init; }

    /// <summary>What of it pods may use.</summary>
    public required ImmutableSortedDictionary<string, Quantity> Allocatable { get; init; }

    /// <summary>Addresses of the machine.</summary>
    public required ImmutableArray<NodeAddress> Addresses { get; init; }

    /// <summary>Versions of what runs on it.</summary>
    public required NodeSystemInfo Info { get; init; }

    /// <summary>Taints that the Node gets when it is made; on one that is there they are people's.</summary>
    public ImmutableArray<Taint> Taints { get; init; } = [];

    /// <summary>Images that the machine has, the largest first.</summary>
    public ImmutableArray<ContainerImage> Images { get; init; } = [];

    /// <summary>Devices of the machine that pods may have; null where the agent can't say, and those that it had stay.</summary>
    public NodeDeviceReport? Devices { get; init; }
}
