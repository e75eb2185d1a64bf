using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>Which nodes a pod wants.</summary>
public sealed record NodeAffinity
{
    [Field(1, "What the node must be like.", Name = "requiredDuringSchedulingIgnoredDuringExecution")]
    public NodeSelector? Required { get; init; }

    [Field(2, "What the node had better be like.", Name = "preferredDuringSchedulingIgnoredDuringExecution")]
    public ImmutableArray<PreferredSchedulingTerm> Preferred { get; init; } = [];
}
