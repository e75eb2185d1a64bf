using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>What a load balancer has.</summary>
public sealed record LoadBalancerStatus
{
    [Field(1, "The points at which it takes traffic.")]
    public ImmutableArray<LoadBalancerIngress> Ingress { get; init; } = [];
}
