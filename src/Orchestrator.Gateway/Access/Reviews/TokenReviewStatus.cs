using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.Access.Reviews;

/// <summary>Whose a token is.</summary>
public sealed record TokenReviewStatus
{
    [Field(1, "Whether it is good.")]
    public bool Authenticated { get; init; }

    [Field(2, "Whose it is.")]
    public UserInfo? User { get; init; }

    [Field(3, "Why it is not good.")]
    public string? Error { get; init; }

    [Field(4, "Those of the audiences that it is for.")]
    public ImmutableArray<string> Audiences { get; init; } = [];
}
