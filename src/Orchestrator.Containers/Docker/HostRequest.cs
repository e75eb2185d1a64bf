using System.Globalization;
using Docker.DotNet.Models;

namespace Orchestrator.Containers.Docker;

/// <summary>Puts into Docker's words what a container gets of its host.</summary>
internal static class HostRequest
{
    // The kernel's usual period, in microseconds, and the least quota that it accepts.
    private const long CpuPeriod = 100_000;
    private const long CpuQuotaMin = 1_000;

    // To the engine no number means no limit, and neither does this one where its own default is a limit.
    private const long NoPidsLimit = -1;

    /// <summary>The part of the request that is about the host.</summary>
    public static HostConfig Of(ContainerSpec container) => new()
    {
        NetworkMode = NetworkOf(container),
        PidMode = Joined(container.PidOf) ?? (container.HostPid ? "host" : null),
        IpcMode = Joined(container.IpcOf) ?? (container.HostIpc ? "host" : container.ShareIpc ? "shareable" : "private"),
        PortBindings = container.Ports.GroupBy(KeyOf).ToDictionary(group => group.Key, IList<PortBinding> (group) => [.. group.Select(BindingOf)]),
        ExtraHosts = NullIfEmpty(container.ExtraHosts),

        // Whether a container starts again is decided by whoever declared it; an engine that decides as well would start what is no longer wanted.
        RestartPolicy = new RestartPolicy { Name = RestartPolicyKind.No },

        // A quota and not NanoCPUs: the engine refuses more of those than its machine has, where a limit above that is only one that never applies.
        CPUPeriod = container.CpuLimitCores is null ? 0 : CpuPeriod,
        CPUQuota = container.CpuLimitCores is { } cores ? Math.Max(CpuQuotaMin, (long)Math.Round(cores * CpuPeriod)) : 0,
        CPUShares = container.CpuShares ?? 0,
        Memory = container.MemoryLimitBytes ?? 0,

        // The sum of memory and swap: as much as the memory alone, so none of it is swap.
        MemorySwap = container.MemoryLimitBytes ?? 0,
        PidsLimit = container.PidsLimit ?? NoPidsLimit,
        OomScoreAdj = container.OomScoreAdjust,
        ShmSize = container.ShmSizeBytes ?? 0,
        CgroupParent = container.CgroupParent,
        Mounts = container.Mounts.Count == 0 ? null : [.. container.Mounts.Select(MountOf)],
        Devices = container.Devices.Count == 0 ? null : [.. container.Devices.Select(DeviceOf)],
        Privileged = container.Privileged,
        ReadonlyRootfs = container.ReadOnlyRoot,
        CapAdd = NullIfEmpty(container.CapabilitiesAdded),
        CapDrop = NullIfEmpty(container.CapabilitiesDropped),
        GroupAdd = container.Groups.Count == 0 ? null : [.. container.Groups.Select(group => group.ToString(CultureInfo.InvariantCulture))],
        SecurityOpt = NullIfEmpty(container.NoNewPrivileges ? ["no-new-privileges:true", .. container.SecurityOptions] : container.SecurityOptions),
        Sysctls = container.Sysctls.Count == 0 ? null : new Dictionary<string, string>(container.Sysctls),
        LogConfig = LogsOf(container),
        Init = false,
    };

    /// <summary>The engine's name for a container's port.</summary>
    public static string KeyOf(PortMapping port) => string.Create(CultureInfo.InvariantCulture, $"{port.ContainerPort}/{port.Protocol}");

    private static string NetworkOf(ContainerSpec container) =>
        Joined(container.NetworkOf) ?? (container.HostNetwork ? "host" : container.Network ?? "none");

    private static string? Joined(string? id) => id is null ? null : $"container:{id}";

    private static PortBinding BindingOf(PortMapping port) =>
        new() { HostIP = port.HostAddress ?? "", HostPort = port.HostPort == 0 ? "" : port.HostPort.ToString(CultureInfo.InvariantCulture) };

    private static Mount MountOf(ContainerMount mount) => new()
    {
        Type = "bind",
        Source = mount.Source,
        Target = mount.Target,
        ReadOnly = mount.ReadOnly,
        BindOptions = new BindOptions
        {
            Propagation = mount.Propagation switch
            {
                // The engine's own default, rprivate; it takes nothing said, and nothing else, for folders above its own, such as the machine's root.
                MountPropagation.None => null,
                MountPropagation.HostToContainer => "rslave",
                MountPropagation.Bidirectional => "rshared",
                _ => throw new ArgumentOutOfRangeException(nameof(mount), mount.Propagation, null),
            },
        },
    };

    private static DeviceMapping DeviceOf(ContainerDevice device) =>
        new() { PathOnHost = device.HostPath, PathInContainer = device.ContainerPath, CgroupPermissions = device.Permissions };

    private static LogConfig LogsOf(ContainerSpec container) => new()
    {
        Type = "json-file",
        Config = new Dictionary<string, string>
        {
            ["max-size"] = container.LogSizeBytesMax.ToString(CultureInfo.InvariantCulture),
            ["max-file"] = container.LogFilesMax.ToString(CultureInfo.InvariantCulture),
        },
    };

    private static IList<string>? NullIfEmpty(IReadOnlyList<string> items) => items.Count == 0 ? null : [.. items];
}
