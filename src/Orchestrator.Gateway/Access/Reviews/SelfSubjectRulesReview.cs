using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Access.Reviews;

/// <summary>Asks for everything that the caller may do in a namespace.</summary>
public sealed record SelfSubjectRulesReview : IResource<SelfSubjectRulesReview>
{
    /// <inheritdoc/>
    public string ApiVersion => "authorization.k8s.io/v1";

    /// <inheritdoc/>
    public string Kind => "SelfSubjectRulesReview";

    [Field(1, "Identity.", Always = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field(2, "What is asked.", Always = true)]
    public SelfSubjectRulesReviewSpec Spec { get; init; } = new();

    [Field(3, "The answer.", Always = true)]
    public SubjectRulesReviewStatus Status { get; init; } = new();

    /// <inheritdoc/>
    public SelfSubjectRulesReview WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public SelfSubjectRulesReview WithStatusOf(SelfSubjectRulesReview other) => this with { Status = other.Status };
}
