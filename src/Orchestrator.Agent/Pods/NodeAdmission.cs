using Orchestrator.Planning.Pods;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Pods;

/// <summary>What a pod asks for that this node cannot give it at all, so that it is better failed than left without.</summary>
internal static class NodeAdmission
{
    // What a pod may set because it has it for itself (Kubernetes' documentation, "Using sysctls in a Kubernetes Cluster", safe sysctls).
    private static readonly HashSet<string> SafeSysctls = new(StringComparer.Ordinal)
    {
        "kernel.shm_rmid_forced",
        "net.ipv4.ip_local_port_range",
        "net.ipv4.ip_local_reserved_ports",
        "net.ipv4.ip_unprivileged_port_start",
        "net.ipv4.ping_group_range",
        "net.ipv4.tcp_syncookies",
        "net.ipv4.tcp_fin_timeout",
        "net.ipv4.tcp_keepalive_intvl",
        "net.ipv4.tcp_keepalive_probes",
        "net.ipv4.tcp_keepalive_time",
        "net.ipv4.tcp_rmem",
        "net.ipv4.tcp_wmem",
    };

    /// <summary>Why the node does not run the pod; null where it does.</summary>
    /// <param name="spec">The pod.</param>
    /// <param name="hasAppArmor">Whether the engine confines containers with AppArmor.</param>
    /// <param name="now">The time.</param>
    public static PodFailure? Refusal(PodSpec spec, bool hasAppArmor, DateTimeOffset now)
    {
        foreach (var sysctl in spec.SecurityContext.Sysctls)
        {
            var name = sysctl.Name.Replace('/', '.');
            if (!SafeSysctls.Contains(name))
            {
                return new PodFailure("SysctlForbidden", $"forbidden sysctl: \"{name}\" not allowlisted", now);
            }

            if (spec.HostNetwork && name.StartsWith("net.", StringComparison.Ordinal))
            {
                return new PodFailure("SysctlForbidden", $"forbidden sysctl: \"{name}\" not allowed with host net enabled", now);
            }

            if (spec.HostIpc && name.StartsWith("kernel.", StringComparison.Ordinal))
            {
                return new PodFailure("SysctlForbidden", $"forbidden sysctl: \"{name}\" not allowed with host ipc enabled", now);
            }
        }

        return !hasAppArmor && ContainerProfiles.WantsAppArmor(spec)
            ? new PodFailure("AppArmor", "Cannot enforce AppArmor: AppArmor is not enabled on the host", now)
            : null;
    }
}
