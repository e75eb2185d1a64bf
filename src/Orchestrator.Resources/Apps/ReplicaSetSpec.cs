using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Apps;

/// <summary>What is wanted of a replica set.</summary>
public sealed record ReplicaSetSpec
{
    [Field(1, "How many pods.", Default = "1", Minimum = 0)]
    public int? Replicas { get; init; }

    [Field(2, "Which pods belong to it; must match the template's labels.", Required = true, Immutable = true, Always = true)]
    public LabelSelector Selector { get; init; } = new();

    [Field(3, "What pods are made from.", Always = true)]
    public PodTemplateSpec Template { get; init; } = new();

    [Field(4, "How long a pod must have been ready to count as available, in seconds.", Minimum = 0)]
    public int MinReadySeconds { get; init; }
}
