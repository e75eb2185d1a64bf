using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>A point at which a load balancer takes traffic.</summary>
public sealed record LoadBalancerIngress
{
    [Field(1, "Its address.")]
    public string? Ip { get; init; }

    [Field(2, "Its name.")]
    public string? Hostname { get; init; }

    [Field(3, "Whether traffic keeps the address (VIP) or is sent on (Proxy).", OneOf = ["VIP", "Proxy"])]
    public string? IpMode { get; init; }

    [Field(4, "Its ports.")]
    public ImmutableArray<PortStatus> Ports { get; init; } = [];
}
