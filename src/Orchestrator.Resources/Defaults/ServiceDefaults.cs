using Orchestrator.Resources.Core;

namespace Orchestrator.Resources.Defaults;

/// <summary>The defaults of Services that depend on other fields.</summary>
internal static class ServiceDefaults
{
    private const string Anywhere = "Cluster";

    /// <summary>Kubernetes' default: three hours.</summary>
    private const int AffinitySeconds = 10_800;

    public static ServiceSpec Of(ServiceSpec spec)
    {
        var isExternal = spec.Type is ServiceType.NodePort or ServiceType.LoadBalancer;
        return spec with
        {
            Ports = [.. spec.Ports.Select(port => port with { TargetPort = port.TargetPort ?? port.Port })],
            SessionAffinityConfig = spec.SessionAffinity == ServiceSessionAffinity.ClientIP ? Complete(spec.SessionAffinityConfig) : spec.SessionAffinityConfig,
            InternalTrafficPolicy = spec.InternalTrafficPolicy ?? (spec.Type == ServiceType.ExternalName ? null : Anywhere),
            ExternalTrafficPolicy = spec.ExternalTrafficPolicy ?? (isExternal ? Anywhere : null),
            AllocateLoadBalancerNodePorts = spec.AllocateLoadBalancerNodePorts ?? (spec.Type == ServiceType.LoadBalancer ? true : null),
        };
    }

    private static SessionAffinityConfig Complete(SessionAffinityConfig? config)
    {
        var client = config?.ClientIP ?? new ClientIPConfig();
        return new SessionAffinityConfig { ClientIP = client with { TimeoutSeconds = client.TimeoutSeconds ?? AffinitySeconds } };
    }
}
