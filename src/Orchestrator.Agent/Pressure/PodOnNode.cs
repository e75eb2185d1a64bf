using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Pressure;

/// <summary>A pod that runs on this node, with what of it takes up room.</summary>
public sealed record PodOnNode
{
    /// <summary>The pod.</summary>
    public required Pod Pod { get; init; }

    /// <summary>Its containers that run.</summary>
    public ImmutableArray<ContainerOnNode> Containers { get; init; } = [];

    /// <summary>Its emptyDirs.</summary>
    public ImmutableArray<VolumeOnNode> Volumes { get; init; } = [];
}
