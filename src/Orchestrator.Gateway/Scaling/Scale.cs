using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Scaling;

/// <summary>How many replicas an object has and should have, whatever its kind: <c>autoscaling/v1</c>.</summary>
public sealed record Scale : IResource<Scale>
{
    /// <inheritdoc/>
    public string ApiVersion => "autoscaling/v1";

    /// <inheritdoc/>
    public string Kind => "Scale";

    [Field(1, "The metadata of the scaled object.", Always = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field(2, "What is wanted.", Always = true)]
    public ScaleSpec Spec { get; init; } = new();

    [Field(3, "What is the case.", Always = true)]
    public ScaleStatus Status { get; init; } = new();

    /// <inheritdoc/>
    public Scale WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public Scale WithStatusOf(Scale other) => this with { Status = other.Status };
}
