using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.Access.Reviews;

/// <summary>Whether a request would be let through.</summary>
public sealed record SubjectAccessReviewStatus
{
    [Field(1, "Whether it would.", Always = true)]
    public bool Allowed { get; init; }

    [Field(2, "Why.")]
    public string? Reason { get; init; }

    [Field(3, "What kept it from being decided in whole.")]
    public string? EvaluationError { get; init; }

    [Field(4, "Whether something refuses it, rather than nothing allowing it.")]
    public bool Denied { get; init; }
}
