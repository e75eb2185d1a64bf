using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.Access.Reviews;

/// <summary>A token.</summary>
public sealed record TokenRequestStatus
{
    [Field(1, "The token.", Always = true, Secret = true)]
    public string? Token { get; init; }

    [Field(2, "When it ends.")]
    public DateTimeOffset? ExpirationTimestamp { get; init; }

    /// <inheritdoc/>
    public override string ToString() => nameof(TokenRequestStatus);
}
