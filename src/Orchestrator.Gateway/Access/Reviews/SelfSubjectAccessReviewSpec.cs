using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.Access.Reviews;

/// <summary>A request that the caller would like to make.</summary>
public sealed record SelfSubjectAccessReviewSpec
{
    [Field(1, "The request, where it is about a resource.")]
    public ResourceAttributes? ResourceAttributes { get; init; }

    [Field(2, "The request, where it is about a path.")]
    public NonResourceAttributes? NonResourceAttributes { get; init; }
}
