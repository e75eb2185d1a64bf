using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Access.Reviews;

/// <summary>Asks who the caller is.</summary>
public sealed record SelfSubjectReview : IResource<SelfSubjectReview>
{
    /// <inheritdoc/>
    public string ApiVersion => "authentication.k8s.io/v1";

    /// <inheritdoc/>
    public string Kind => "SelfSubjectReview";

    [Field(1, "Identity.", Always = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field(2, "The answer.", Always = true)]
    public SelfSubjectReviewStatus Status { get; init; } = new();

    /// <inheritdoc/>
    public SelfSubjectReview WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public SelfSubjectReview WithStatusOf(SelfSubjectReview other) => this with { Status = other.Status };
}
