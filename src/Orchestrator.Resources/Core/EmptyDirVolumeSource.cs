using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>A folder that is empty at first and ends with the pod.</summary>
public sealed record EmptyDirVolumeSource
{
    [Field(1, "Where it is: on the node's disk, or in memory, which counts as the containers'.", OneOf = ["Memory"])]
    public string? Medium { get; init; }

    [Field(2, "How much it may hold; more than that on a disk evicts the pod.")]
    public Quantity? SizeLimit { get; init; }
}
