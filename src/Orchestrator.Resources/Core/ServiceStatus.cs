using System.Collections.Immutable;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Core;

/// <summary>How a Service is reached from outside.</summary>
public sealed record ServiceStatus
{
    [Field(1, "What its load balancer has.", Always = true)]
    public LoadBalancerStatus LoadBalancer { get; init; } = new();

    [Field(2, "What else is the case.", List = ListType.Map, Keys = ["type"], Patch = PatchStrategy.Merge, MergeKey = "type")]
    public ImmutableArray<Condition> Conditions { get; init; } = [];
}
