using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.Access.Reviews;

/// <summary>Who the caller is.</summary>
public sealed record SelfSubjectReviewStatus
{
    [Field(1, "The caller.")]
    public UserInfo UserInfo { get; init; } = new();
}
