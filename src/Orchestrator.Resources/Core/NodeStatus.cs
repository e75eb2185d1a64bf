using System.Collections.Immutable;
using System.Text.Json;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>What a node has and how it is.</summary>
public sealed record NodeStatus
{
    [Field(1, "What the machine has.")]
    public ImmutableSortedDictionary<string, Quantity> Capacity { get; init; } = QuantityMap.Empty;

    [Field(2, "What of it pods may use.")]
    public ImmutableSortedDictionary<string, Quantity> Allocatable { get; init; } = QuantityMap.Empty;

    [Field(3, "A state that older clients read.")]
    [Stored("conditions say how the node is")]
    public string? Phase { get; init; }

    [Field(4, "How the node is.", List = ListType.Map, Keys = ["type"], Patch = PatchStrategy.Merge, MergeKey = "type")]
    public ImmutableArray<NodeCondition> Conditions { get; init; } = [];

    [Field(5, "Where the node is reached.", List = ListType.Map, Keys = ["type"], Patch = PatchStrategy.Merge, MergeKey = "type")]
    public ImmutableArray<NodeAddress> Addresses { get; init; } = [];

    [Field(6, "Ports of the node's agent.", Always = true)]
    public NodeDaemonEndpoints DaemonEndpoints { get; init; } = new();

    [Field(7, "The machine, its system and its engine.", Always = true)]
    public NodeSystemInfo NodeInfo { get; init; } = new();

    [Field(8, "Images that the node holds.")]
    public ImmutableArray<ContainerImage> Images { get; init; } = [];

    [Field(9, "Volumes that pods on the node use.")]
    [Stored("volumes are not served")]
    public ImmutableArray<string> VolumesInUse { get; init; } = [];

    [Field(10, "Volumes that are attached to the node.")]
    [Stored("volumes are not served")]
    public ImmutableArray<JsonElement> VolumesAttached { get; init; } = [];

    [Field(11, "Where the node's settings came from.")]
    [Stored("a node takes its settings from the options of its silo")]
    public JsonElement? Config { get; init; }

    [Field(12, "Ways in which the engine can run containers.")]
    [Stored("the engine's default runtime runs all containers")]
    public ImmutableArray<JsonElement> RuntimeHandlers { get; init; } = [];

    [Field(13, "What the node's engine can do.")]
    [Stored("nothing depends on it")]
    public JsonElement? Features { get; init; }
}
