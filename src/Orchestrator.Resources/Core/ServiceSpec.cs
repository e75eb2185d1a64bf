using System.Collections.Immutable;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Core;

/// <summary>What is wanted of a Service.</summary>
public sealed record ServiceSpec
{
    /// <summary>The address of a Service that has none.</summary>
    public const string Headless = "None";

    [Field(1, "The ports under which it is reached.", List = ListType.Map, Keys = ["port", "protocol"], Patch = PatchStrategy.Merge, MergeKey = "port")]
    [Stored(Service.NotYet)]
    public ImmutableArray<ServicePort> Ports { get; init; } = [];

    [Field(2, "The labels of the pods that it stands for; none where somebody else says which.", Atomic = true)]
    [Stored(Service.NotYet)]
    public ImmutableSortedDictionary<string, string> Selector { get; init; } = StringMap.Empty;

    [Field(3, "Its address within the cluster; None for a Service without one.")]
    [Stored(Service.NotYet)]
    public string? ClusterIP { get; init; }

    [Field(18, "Its addresses, one an address family.", Name = "clusterIPs")]
    [Stored(Service.NotYet)]
    public ImmutableArray<string> ClusterIPs { get; init; } = [];

    [Field(4, "How it is reached.", Default = "\"ClusterIP\"", OneOf = ["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"])]
    [Stored(Service.NotYet)]
    public string? Type { get; init; }

    [Field(5, "Further addresses at which nodes take traffic for it.", Name = "externalIPs")]
    [Stored(Service.NotYet)]
    public ImmutableArray<string> ExternalIPs { get; init; } = [];

    [Field(7, "Whether a client stays with a pod.", Default = "\"None\"", OneOf = ["ClientIP", "None"])]
    [Stored(Service.NotYet)]
    public string? SessionAffinity { get; init; }

    [Field(8, "The address that a load balancer is to have.", Name = "loadBalancerIP")]
    [Stored(Service.NotYet)]
    public string? LoadBalancerIP { get; init; }

    [Field(9, "The clients that a load balancer lets in.")]
    [Stored(Service.NotYet)]
    public ImmutableArray<string> LoadBalancerSourceRanges { get; init; } = [];

    [Field(10, "The name that stands behind a Service of type ExternalName.")]
    [Stored(Service.NotYet)]
    public string? ExternalName { get; init; }

    [Field(11, "Where traffic from outside goes.", OneOf = ["Cluster", "Local"])]
    [Stored(Service.NotYet)]
    public string? ExternalTrafficPolicy { get; init; }

    [Field(12, "The port at which nodes say whether they have a pod of it.")]
    [Stored(Service.NotYet)]
    public int HealthCheckNodePort { get; init; }

    [Field(13, "Whether pods that are not ready are told, too.")]
    [Stored(Service.NotYet)]
    public bool PublishNotReadyAddresses { get; init; }

    [Field(14, "How long a client stays with a pod.")]
    [Stored(Service.NotYet)]
    public SessionAffinityConfig? SessionAffinityConfig { get; init; }

    [Field(19, "The address families that it has.")]
    [Stored(Service.NotYet)]
    public ImmutableArray<string> IpFamilies { get; init; } = [];

    [Field(17, "Whether it has one address family or two.", OneOf = ["SingleStack", "PreferDualStack", "RequireDualStack"])]
    [Stored(Service.NotYet)]
    public string? IpFamilyPolicy { get; init; }

    [Field(20, "Whether a load balancer needs ports of nodes.")]
    [Stored(Service.NotYet)]
    public bool? AllocateLoadBalancerNodePorts { get; init; }

    [Field(21, "Which load balancer provides it.", Immutable = true)]
    [Stored(Service.NotYet)]
    public string? LoadBalancerClass { get; init; }

    [Field(22, "Where traffic from within the cluster goes.", OneOf = ["Cluster", "Local"])]
    [Stored(Service.NotYet)]
    public string? InternalTrafficPolicy { get; init; }

    [Field(23, "Which pods are preferred.", OneOf = ["PreferClose", "PreferSameZone", "PreferSameNode"])]
    [Stored(Service.NotYet)]
    public string? TrafficDistribution { get; init; }
}
