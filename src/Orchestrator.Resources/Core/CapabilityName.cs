using System.Collections.Immutable;

namespace Orchestrator.Resources.Core;

/// <summary>Names of root's powers, as Linux's capabilities(7) has them.</summary>
public static class CapabilityName
{
    /// <summary>All of them.</summary>
    public const string Everything = "ALL";

    /// <summary>The power to administer the machine.</summary>
    public const string SysAdmin = "SYS_ADMIN";

    private const string Prefix = "CAP_";

    /// <summary>The names without prefix, and the one for all of them.</summary>
    public static ImmutableSortedSet<string> All { get; } = ImmutableSortedSet.Create(
        StringComparer.Ordinal,
        Everything, "AUDIT_CONTROL", "AUDIT_READ", "AUDIT_WRITE", "BLOCK_SUSPEND", "BPF", "CHECKPOINT_RESTORE", "CHOWN", "DAC_OVERRIDE",
        "DAC_READ_SEARCH", "FOWNER", "FSETID", "IPC_LOCK", "IPC_OWNER", "KILL", "LEASE", "LINUX_IMMUTABLE", "MAC_ADMIN", "MAC_OVERRIDE", "MKNOD",
        "NET_ADMIN", "NET_BIND_SERVICE", "NET_BROADCAST", "NET_RAW", "PERFMON", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYSLOG", SysAdmin,
        "SYS_BOOT", "SYS_CHROOT", "SYS_MODULE", "SYS_NICE", "SYS_PACCT", "SYS_PTRACE", "SYS_RAWIO", "SYS_RESOURCE", "SYS_TIME", "SYS_TTY_CONFIG",
        "WAKE_ALARM");

    /// <summary>The name as this class has it: in upper case and without the prefix <c>CAP_</c>.</summary>
    public static string Normalize(string name)
    {
        var upper = name.ToUpperInvariant();
        return upper.StartsWith(Prefix, StringComparison.Ordinal) ? upper[Prefix.Length..] : upper;
    }

    /// <summary>Whether a name, in whichever of its forms, is that of a power.</summary>
    public static bool IsKnown(string name) => All.Contains(Normalize(name));
}
