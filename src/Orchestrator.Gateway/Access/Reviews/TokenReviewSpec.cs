using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.Access.Reviews;

/// <summary>A token that somebody has shown.</summary>
public sealed record TokenReviewSpec
{
    [Field(1, "The token.", Secret = true)]
    public string? Token { get; init; }

    [Field(2, "Whom it was shown to; empty is the API.")]
    public ImmutableArray<string> Audiences { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => nameof(TokenReviewSpec);
}
