using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Access.Reviews;

/// <summary>Asks whether the caller may do something.</summary>
public sealed record SelfSubjectAccessReview : IResource<SelfSubjectAccessReview>
{
    /// <inheritdoc/>
    public string ApiVersion => "authorization.k8s.io/v1";

    /// <inheritdoc/>
    public string Kind => "SelfSubjectAccessReview";

    [Field(1, "Identity.", Always = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field(2, "What is asked.", Always = true)]
    public SelfSubjectAccessReviewSpec Spec { get; init; } = new();

    [Field(3, "The answer.", Always = true)]
    public SubjectAccessReviewStatus Status { get; init; } = new();

    /// <inheritdoc/>
    public SelfSubjectAccessReview WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public SelfSubjectAccessReview WithStatusOf(SelfSubjectAccessReview other) => this with { Status = other.Status };
}
