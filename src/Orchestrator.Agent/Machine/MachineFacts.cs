using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Reflection;
using Orchestrator.Agent.Stats;
using Orchestrator.Agent.Volumes;
using Orchestrator.Containers;
using Orchestrator.Contracts;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Agent.Machine;

/// <summary>What this machine is and has, for its Node.</summary>
/// <param name="engine">The engine.</param>
/// <param name="options">How the agent works.</param>
/// <param name="folder">Where the node keeps what lasts.</param>
/// <param name="devices">The devices of the machine; null where they are not known.</param>
/// <param name="images">The images that it has.</param>
internal sealed class MachineFacts(
    IContainerEngine engine,
    NodeAgentOptions options,
    NodeFolder folder,
    Func<CancellationToken, Task<NodeDeviceReport?>> devices,
    Func<CancellationToken, Task<ImmutableArray<ContainerImage>>> images)
{
    /// <summary>Asks the engine and the system.</summary>
    public async Task<NodeRegistration> DescribeAsync(CancellationToken cancellationToken)
    {
        var info = await engine.GetInfoAsync(cancellationToken);
        var rest = Rest();
        return new NodeRegistration
        {
            Labels = Labels(info),
            Taints = [.. options.Taints],
            Devices = await devices(cancellationToken),
            Images = await images(cancellationToken),
            Capacity = rest
                .Add(ResourceName.Cpu, Quantity.OfMilli(MilliCpu(info)))
                .Add(ResourceName.Memory, Quantity.Of(info.MemoryBytes, QuantityFormat.Binary)),
            Allocatable = Allocatable(info, rest),
            Addresses =
            [
                new NodeAddress { Type = NodeAddressType.InternalIp, Address = HostAddress(options) },
                new NodeAddress { Type = NodeAddressType.Hostname, Address = options.NodeName },
            ],
            Info = new NodeSystemInfo
            {
                Architecture = info.Architecture,
                OperatingSystem = info.OperatingSystem,
                KernelVersion = info.KernelVersion,
                OsImage = info.OsImage,
                ContainerRuntimeVersion = $"docker://{info.Version}",
                KubeletVersion = AgentVersion(),
                MachineId = MachineId(),
            },
        };
    }

    /// <summary>What pods may use of the machine.</summary>
    public async Task<ImmutableSortedDictionary<string, Quantity>> AllocatableAsync(CancellationToken cancellationToken) =>
        Allocatable(await engine.GetInfoAsync(cancellationToken), Rest());

    /// <summary>The machine's first address that is not loopback and does not belong to a bridge of containers; loopback where it has none.</summary>
    public static string HostAddress(NodeAgentOptions options) => options.Addresses is [var first, ..] ? first.ToString() : FirstAddress();

    /// <summary>All IPv4 addresses of the machine, those of bridges of containers included.</summary>
    public static IReadOnlyList<IPAddress> Addresses(NodeAgentOptions options) => options.Addresses ?? [.. InterfaceAddress.All().Select(one => one.Address)];

    private static long MilliCpu(EngineInfo info) => info.Cpus * 1000L;

    // What pods may use all of.
    private ImmutableSortedDictionary<string, Quantity> Rest()
    {
        Directory.CreateDirectory(folder.Root);
        return options.ExtendedResources
            .SetItem(ResourceName.EphemeralStorage, Quantity.Of(FileSystemUsage.Of(folder.Root).CapacityBytes))
            .SetItem(ResourceName.Pods, Quantity.Of(options.PodsMax));
    }

    private ImmutableSortedDictionary<string, Quantity> Allocatable(EngineInfo info, ImmutableSortedDictionary<string, Quantity> rest) => rest
        .Add(ResourceName.Cpu, Quantity.OfMilli(Math.Max(0, MilliCpu(info) - options.ReservedMilliCpu)))
        .Add(ResourceName.Memory, Quantity.Of(Math.Max(0, info.MemoryBytes - options.ReservedMemoryBytes), QuantityFormat.Binary));

    private static string FirstAddress()
    {
        var addresses =
            from one in InterfaceAddress.All()
            where one.IsUp && !one.IsLoopback && !IsContainerBridge(one.Interface)
            orderby one.Interface
            select one.Address;
        return (addresses.FirstOrDefault() ?? IPAddress.Loopback).ToString();
    }

    private static bool IsContainerBridge(string name) =>
        name.StartsWith("docker", StringComparison.Ordinal) || name.StartsWith("br-", StringComparison.Ordinal) || name.StartsWith("veth", StringComparison.Ordinal);

    private ImmutableSortedDictionary<string, string> Labels(EngineInfo info) => StringMap
        .Of(
            ("kubernetes.io/hostname", options.NodeName),
            ("kubernetes.io/os", info.OperatingSystem),
            ("kubernetes.io/arch", info.Architecture))
        .SetItems(options.Labels);

    private static string AgentVersion()
    {
        var version = typeof(MachineFacts).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
        return string.Create(CultureInfo.InvariantCulture, $"v{version.Split('+')[0]}");
    }

    private static string MachineId()
    {
        const string Path = "/etc/machine-id";
        return File.Exists(Path) ? File.ReadAllText(Path).Trim() : "";
    }
}
