using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Access.Reviews;

/// <summary>Asks whose a token is.</summary>
public sealed record TokenReview : IResource<TokenReview>
{
    /// <inheritdoc/>
    public string ApiVersion => "authentication.k8s.io/v1";

    /// <inheritdoc/>
    public string Kind => "TokenReview";

    [Field(1, "Identity.", Always = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field(2, "What is asked.", Always = true)]
    public TokenReviewSpec Spec { get; init; } = new();

    [Field(3, "The answer.", Always = true)]
    public TokenReviewStatus Status { get; init; } = new();

    /// <inheritdoc/>
    public TokenReview WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public TokenReview WithStatusOf(TokenReview other) => this with { Status = other.Status };
}
