using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.Access.Reviews;

/// <summary>Everything that the caller may do.</summary>
public sealed record SubjectRulesReviewStatus
{
    [Field(1, "With resources.", Always = true)]
    public ImmutableArray<ResourceRule> ResourceRules { get; init; } = [];

    [Field(2, "With paths.", Always = true)]
    public ImmutableArray<NonResourceRule> NonResourceRules { get; init; } = [];

    [Field(3, "Whether there may be more.", Always = true)]
    public bool Incomplete { get; init; }

    [Field(4, "What kept it from being complete.")]
    public string? EvaluationError { get; init; }
}
