using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Scheduling;

/// <summary>How important pods are. It is kept, and pods are not yet placed or moved by it.</summary>
[Kind("scheduling.k8s.io", "v1", "PriorityClass", "priorityclasses", Description = "How important pods are.", ShortNames = ["pc"], HasStatus = false, CountsGeneration = true)]
public sealed record PriorityClass : IResource<PriorityClass>
{
    /// <summary>What is missing.</summary>
    internal const string NotYet = "pods are not placed or pushed out by priority in this version";

    /// <inheritdoc/>
    public string ApiVersion => "scheduling.k8s.io/v1";

    /// <inheritdoc/>
    public string Kind => "PriorityClass";

    [Field(1, "Identity, labels and bookkeeping.", Always = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field(2, "How important pods of this class are.", Always = true)]
    [Stored(PriorityClass.NotYet)]
    public int Value { get; init; }

    [Field(3, "Whether pods without a class are of this one.")]
    [Stored(PriorityClass.NotYet)]
    public bool GlobalDefault { get; init; }

    [Field(4, "When to use it.")]
    public string? Description { get; init; }

    [Field(5, "Whether pods of this class push others out.", Default = "\"PreemptLowerPriority\"", Immutable = true, OneOf = ["Never", "PreemptLowerPriority"])]
    [Stored(PriorityClass.NotYet)]
    public string? PreemptionPolicy { get; init; }

    /// <inheritdoc/>
    public PriorityClass WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public PriorityClass WithStatusOf(PriorityClass other) => this;
}
