using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Orchestrator.Planning.Scheduling.Devices;
using Orchestrator.Planning.Scheduling.Gangs;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Scheduling;

/// <summary>A node as a scheduler sees it.</summary>
public sealed partial record NodeView
{
    /// <summary>The node's name.</summary>
    public required string Name { get; init; }

    /// <summary>The node's labels.</summary>
    public required ImmutableSortedDictionary<string, string> Labels { get; init; }

    /// <summary>Whether it is cordoned.</summary>
    public bool Unschedulable { get; init; }

    /// <summary>Whether its agent and engine are known to work.</summary>
    public bool Ready { get; init; }

    /// <summary>Types of the conditions by which it is short of something.</summary>
    public ImmutableArray<string> Pressures { get; init; } = [];

    /// <summary>What keeps pods off it that do not tolerate it.</summary>
    public ImmutableArray<Taint> Taints { get; init; } = [];

    /// <summary>CPU that pods may request together, in thousandths of a core.</summary>
    public long AllocatableMilliCpu { get; init; }

    /// <summary>Memory that pods may request together, in bytes.</summary>
    public long AllocatableMemoryBytes { get; init; }

    /// <summary>Disk space that pods may request together, in bytes; null where the node does not say, and no request is too much then.</summary>
    public long? AllocatableEphemeralStorageBytes { get; init; }

    /// <summary>What it has besides that pods may request together, such as <c>example.com/gpu</c>.</summary>
    public ImmutableSortedDictionary<string, long> AllocatableExtended { get; init; } = ImmutableSortedDictionary<string, long>.Empty;

    /// <summary>Its devices, and what the pods that it has admitted have of them; null where it has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DeviceStock? Devices { get; init; }

    /// <summary>How many pods it takes.</summary>
    public int AllocatablePods { get; init; }

    /// <summary>The images that it has by their names in full (<c>docker.io/library/web:latest</c>), with their size in bytes.</summary>
    public ImmutableSortedDictionary<string, long> Images { get; init; } = ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);

    /// <summary>How many pods of which groups have done their work here.</summary>
    public ImmutableArray<GangSuccess> Succeeded { get; init; } = [];

    /// <summary>The pods that it has admitted, each as <see cref="PodDemand.OnNode"/> has it.</summary>
    public ImmutableArray<PodDemand> Pods { get; init; } = [];
}
