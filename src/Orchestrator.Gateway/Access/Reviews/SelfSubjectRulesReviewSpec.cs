using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.Access.Reviews;

/// <summary>Where the caller would like to do something.</summary>
public sealed record SelfSubjectRulesReviewSpec
{
    [Field(1, "The namespace.")]
    public string? Namespace { get; init; }
}
