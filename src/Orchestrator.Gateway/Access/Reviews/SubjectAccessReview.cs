using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Access.Reviews;

/// <summary>Asks whether somebody may do something.</summary>
public sealed record SubjectAccessReview : IResource<SubjectAccessReview>
{
    /// <inheritdoc/>
    public string ApiVersion => "authorization.k8s.io/v1";

    /// <inheritdoc/>
    public string Kind => "SubjectAccessReview";

    [Field(1, "Identity.", Always = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field(2, "What is asked.", Always = true)]
    public SubjectAccessReviewSpec Spec { get; init; } = new();

    [Field(3, "The answer.", Always = true)]
    public SubjectAccessReviewStatus Status { get; init; } = new();

    /// <inheritdoc/>
    public SubjectAccessReview WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public SubjectAccessReview WithStatusOf(SubjectAccessReview other) => this with { Status = other.Status };
}
