using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>What is wanted of a node.</summary>
[RefusedField("configSource", 6, FieldType.Object, "a node takes its settings from the options of its silo")]
public sealed record NodeSpec
{
    [Field(1, "The range of the addresses of the node's pods.", Name = "podCIDR")]
    [Stored("the node's agent takes the range of its bridge network")]
    public string? PodCidr { get; init; }

    [Field(2, "An id that older clients sent.", Name = "externalID")]
    [Stored("nothing reads it")]
    public string? ExternalId { get; init; }

    [Field(3, "The id that a cloud gave the machine.", Name = "providerID")]
    [Stored("no cloud is asked about machines")]
    public string? ProviderId { get; init; }

    [Field(4, "Whether the node takes no new pods.")]
    public bool Unschedulable { get; init; }

    [Field(5, "What keeps pods off the node.", List = ListType.Atomic)]
    public ImmutableArray<Taint> Taints { get; init; } = [];

    [Field(7, "The ranges of the addresses of the node's pods.", Name = "podCIDRs", List = ListType.Set, Patch = PatchStrategy.Merge)]
    [Stored("the node's agent takes the range of its bridge network")]
    public ImmutableArray<string> PodCidrs { get; init; } = [];
}
