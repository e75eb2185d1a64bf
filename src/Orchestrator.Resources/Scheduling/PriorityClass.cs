using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Scheduling;

/// <summary>How important pods are: new pods get its value.</summary>
[Kind("scheduling.k8s.io", "v1", "PriorityClass", "priorityclasses", Description = "How important pods are.", ShortNames = ["pc"], HasStatus = false, CountsGeneration = true)]
public sealed record PriorityClass : IResource<PriorityClass>
{
    /// <inheritdoc/>
    public string ApiVersion => "scheduling.k8s.io/v1";

    /// <inheritdoc/>
    public string Kind => "PriorityClass";

    [Field(1, "Identity, labels and bookkeeping.", Always = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field(2, "How important pods of this class are.", Always = true)]
    public int Value { get; init; }

    [Field(3, "Whether pods without a class are of this one.")]
    public bool GlobalDefault { get; init; }

    [Field(4, "When to use it.")]
    public string? Description { get; init; }

    [Field(5, "Whether pods of this class push others out.", Default = "\"PreemptLowerPriority\"", Immutable = true, OneOf = ["Never", "PreemptLowerPriority"])]
    public string? PreemptionPolicy { get; init; }

    /// <inheritdoc/>
    public PriorityClass WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public PriorityClass WithStatusOf(PriorityClass other) => this;
}
