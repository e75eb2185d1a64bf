using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Access.Reviews;

/// <summary>Asks whether somebody may do something in one namespace.</summary>
public sealed record LocalSubjectAccessReview : IResource<LocalSubjectAccessReview>
{
    /// <inheritdoc/>
    public string ApiVersion => "authorization.k8s.io/v1";

    /// <inheritdoc/>
    public string Kind => "LocalSubjectAccessReview";

    [Field(1, "Identity.", Always = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field(2, "What is asked.", Always = true)]
    public SubjectAccessReviewSpec Spec { get; init; } = new();

    [Field(3, "The answer.", Always = true)]
    public SubjectAccessReviewStatus Status { get; init; } = new();

    /// <inheritdoc/>
    public LocalSubjectAccessReview WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public LocalSubjectAccessReview WithStatusOf(LocalSubjectAccessReview other) => this with { Status = other.Status };
}
