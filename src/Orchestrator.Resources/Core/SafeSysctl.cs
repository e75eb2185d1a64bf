using System.Collections.Immutable;

namespace Orchestrator.Resources.Core;

/// <summary>
/// Parameters of the kernel that a pod may set: each pod has its own, and none can harm another pod or the node (Kubernetes' documentation, "Using sysctls in a
/// Kubernetes Cluster", safe sysctls).
/// </summary>
public static class SafeSysctl
{
    /// <summary>The names, in the order of bytes.</summary>
    public static ImmutableSortedSet<string> All { get; } = ImmutableSortedSet.Create(
        StringComparer.Ordinal,
        "kernel.shm_rmid_forced",
        "net.ipv4.ip_local_port_range",
        "net.ipv4.ip_local_reserved_ports",
        "net.ipv4.ip_unprivileged_port_start",
        "net.ipv4.ping_group_range",
        "net.ipv4.tcp_fin_timeout",
        "net.ipv4.tcp_keepalive_intvl",
        "net.ipv4.tcp_keepalive_probes",
        "net.ipv4.tcp_keepalive_time",
        "net.ipv4.tcp_rmem",
        "net.ipv4.tcp_syncookies",
        "net.ipv4.tcp_wmem");

    /// <summary>Whether the parameter belongs to the network, which a pod on the machine's network shares; else it belongs to shared memory.</summary>
    public static bool IsOfNetwork(string name) => name.StartsWith("net.", StringComparison.Ordinal);
}
