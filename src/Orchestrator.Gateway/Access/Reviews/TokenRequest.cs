using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Access.Reviews;

/// <summary>Asks for a token of a service account.</summary>
public sealed record TokenRequest : IResource<TokenRequest>
{
    /// <inheritdoc/>
    public string ApiVersion => "authentication.k8s.io/v1";

    /// <inheritdoc/>
    public string Kind => "TokenRequest";

    [Field(1, "Identity.", Always = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field(2, "What is asked.", Always = true)]
    public TokenRequestSpec Spec { get; init; } = new();

    [Field(3, "The answer.", Always = true)]
    public TokenRequestStatus Status { get; init; } = new();

    /// <inheritdoc/>
    public TokenRequest WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public TokenRequest WithStatusOf(TokenRequest other) => this with { Status = other.Status };
}
