using System.Collections.Immutable;
using System.Text.Json;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>How a pod is, as its node last saw it.</summary>
public sealed record PodStatus
{
    [Field(1, "Where the pod is in its life.", OneOf = ["Pending", "Running", "Succeeded", "Failed", "Unknown"])]
    public string? Phase { get; init; }

    [Field(2, "Aspects of the pod and whether they hold.", List = ListType.Map, Keys = ["type"], Patch = PatchStrategy.Merge, MergeKey = "type")]
    public ImmutableArray<PodCondition> Conditions { get; init; } = [];

    [Field(3, "Why the pod is so, for a person.")]
    public string? Message { get; init; }

    [Field(4, "Why the pod is so, in one word.")]
    public string? Reason { get; init; }

    [Field(5, "The address of the pod's node.", Name = "hostIP")]
    public string? HostIp { get; init; }

    [Field(6, "The pod's address.", Name = "podIP")]
    public string? PodIp { get; init; }

    [Field(7, "When the node took the pod.")]
    public DateTimeOffset? StartTime { get; init; }

    [Field(8, "How the containers are.")]
    public ImmutableArray<ContainerStatus> ContainerStatuses { get; init; } = [];

    [Field(9, "How the pod's requests relate to its limits.", OneOf = ["Guaranteed", "Burstable", "BestEffort"])]
    public string? QosClass { get; init; }

    [Field(10, "How the init containers are.")]
    public ImmutableArray<ContainerStatus> InitContainerStatuses { get; init; } = [];

    [Field(11, "The node on which others are displaced for the pod.")]
    public string? NominatedNodeName { get; init; }

    [Field(12, "The pod's addresses.", Name = "podIPs", List = ListType.Map, Keys = ["ip"], Patch = PatchStrategy.Merge, MergeKey = "ip")]
    public ImmutableArray<PodIp> PodIps { get; init; } = [];

    [Field(13, "How the ephemeral containers are.")]
    [Stored("ephemeral containers are not served")]
    public ImmutableArray<ContainerStatus> EphemeralContainerStatuses { get; init; } = [];

    [Field(14, "How a change of resources goes.")]
    [Stored("resources of a running container can't be changed")]
    public string? Resize { get; init; }

    [Field(15, "How claims of devices are.", List = ListType.Map, Keys = ["name"], Patch = PatchStrategy.MergeRetainKeys, MergeKey = "name")]
    [Stored("devices can't be claimed")]
    public ImmutableArray<JsonElement> ResourceClaimStatuses { get; init; } = [];

    [Field(16, "The addresses of the pod's node.", Name = "hostIPs", Patch = PatchStrategy.Merge, MergeKey = "ip")]
    public ImmutableArray<HostIp> HostIps { get; init; } = [];

    [Field(17, "The generation that this status is about.")]
    public long ObservedGeneration { get; init; }

    [Field(18, "How claims of extended resources are.")]
    [Stored("devices can't be claimed")]
    public JsonElement? ExtendedResourceClaimStatus { get; init; }
}
