using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling.Devices;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Scheduling.Snapshot;

/// <summary>A node as a scheduler sees it, without its pods.</summary>
public sealed partial record ClusterNode
{
    /// <summary>The node's name.</summary>
    public required string Name { get; init; }

    /// <summary>The node's labels.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = StringMap.Empty;

    /// <summary>What keeps pods off it that do not tolerate it.</summary>
    public ImmutableArray<Taint> Taints { get; init; } = [];

    /// <summary>Whether it is cordoned.</summary>
    public bool Unschedulable { get; init; }

    /// <summary>Whether its agent or its engine is not known to work.</summary>
    public bool Unready { get; init; }

    /// <summary>
    /// What pods may request together, by resource: CPU in thousandths of a core, memory in bytes, <c>pods</c> as their number. What is missing is not there, but for
    /// <c>ephemeral-storage</c>, of which a node that does not say how much it has takes any request.
    /// </summary>
    public ImmutableSortedDictionary<string, long> Allocatable { get; init; } = ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);

    /// <summary>Its devices, as it last told of them; null where it has none.</summary>
    public DeviceStock? Devices { get; init; }

    /// <summary>The images that it has by their names in full (<c>docker.io/library/web:latest</c>), with their size in bytes.</summary>
    public ImmutableSortedDictionary<string, long> Images { get; init; } = ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);
}
