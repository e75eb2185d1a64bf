using System.Collections.Immutable;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Rbac;

/// <summary>Makes a role of others.</summary>
public sealed record AggregationRule
{
    [Field(1, "Selectors of the roles whose rules are gathered.")]
    public ImmutableArray<LabelSelector> ClusterRoleSelectors { get; init; } = [];
}
