using System.Globalization;
using Orchestrator.Agent.Stats;
using Orchestrator.Containers;
using Orchestrator.Planning.Pods;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Pods;

/// <summary>Turns a container of a pod into what its engine is asked to make.</summary>
public static class ContainerSpecs
{
    private const long SharesPerCore = 1024;
    private const long SharesLeast = 2;
    private const int HostnameLength = 63;
    private const string VisibleGpus = "NVIDIA_VISIBLE_DEVICES";

    /// <summary>The run to make. Its name is the same for the same run, so that making it twice collides instead of running it twice.</summary>
    public static ContainerSpec Of(NodeAgentOptions options, Pod pod, RunRequest run)
    {
        var (container, place, spec) = (run.Container, run.Place, pod.Spec);
        var command = ContainerCommand.Of(container);
        var security = container.SecurityContext ?? new SecurityContext();
        var inSandbox = place.SandboxId.Length > 0;
        var ownNetwork = !inSandbox && !spec.HostNetwork;
        return new ContainerSpec
        {
            Name = Name(pod, container.Name, run.Attempt),
            Image = container.Image ?? "",
            Entrypoint = command.Command,
            Arguments = command.Args,
            Environment = [.. Hidden(run, command), .. command.Environment.Select(variable => $"{variable.Key}={variable.Value}")],
            WorkingDirectory = container.WorkingDir,
            Tty = container.Tty,
            OpenStdin = container.Stdin,
            StdinOnce = container.StdinOnce,
            Labels = ContainerLabels.OfRun(options, pod, run),
            Hostname = ownNetwork ? Hostname(pod) : null,
            Network = ownNetwork ? place.Network : null,
            Address = ownNetwork ? place.Address : null,
            HostNetwork = spec.HostNetwork,
            NetworkOf = inSandbox && !spec.HostNetwork ? place.SandboxId : null,
            Ports = ownNetwork ? Ports([container]) : [],
            ExtraHosts = inSandbox && !spec.HostNetwork ? [] : ExtraHosts(spec),
            HostPid = spec.HostPid,
            PidOf = inSandbox && spec.ShareProcessNamespace == true ? place.SandboxId : null,
            HostIpc = spec.HostIpc,
            IpcOf = inSandbox && !spec.HostIpc ? place.SandboxId : null,
            Sysctls = inSandbox ? new Dictionary<string, string>() : Sysctls(spec),
            LogSizeBytesMax = options.ContainerLogSizeBytesMax,
            LogFilesMax = options.ContainerLogFilesMax,
            CpuShares = Shares(container),
            CpuLimitCores = container.Resources.Limits.TryGetValue(ResourceName.Cpu, out var cpu) ? cpu.MilliValue / 1000d : null,
            MemoryLimitBytes = container.Resources.Limits.TryGetValue(ResourceName.Memory, out var memory) ? memory.Value : null,
            PidsLimit = options.ContainerPidsMax > 0 ? options.ContainerPidsMax : null,
            OomScoreAdjust = OomScores.Of(QualityOfService.Of(spec), container.Resources.Requests.AmountOf(ResourceName.Memory).Value),
            User = ContainerUser.Of(spec.SecurityContext, security, run.ImageUser),
            Groups = ContainerUser.Groups(spec.SecurityContext),
            ReadOnlyRoot = security.ReadOnlyRootFilesystem == true,
            Privileged = security.Privileged == true,
            NoNewPrivileges = security.AllowPrivilegeEscalation == false,
            CapabilitiesAdded = security.Capabilities?.Add ?? [],
            CapabilitiesDropped = security.Capabilities?.Drop ?? [],
            SecurityOptions = run.SecurityOptions,
            Mounts = run.Mounts,
            Devices = Devices(pod),
            DeviceRequests = run.Devices.Requests,
            ShmSizeBytes = inSandbox || spec.HostIpc ? null : ShmSizeBytes(pod),
        };
    }

    /// <summary>The name of a run on the engine.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="container">The container's name.</param>
    /// <param name="attempt">Which run it is.</param>
    public static string Name(Pod pod, string container, int attempt) => string.Create(
        CultureInfo.InvariantCulture, $"orc_{container}_{pod.Metadata.Name}_{pod.Metadata.Namespace}_{pod.Metadata.Uid}_{attempt}");

    /// <summary>The host name in a pod.</summary>
    public static string Hostname(Pod pod)
    {
        var name = string.IsNullOrEmpty(pod.Spec.Hostname) ? pod.Metadata.Name : pod.Spec.Hostname;
        return name.Length <= HostnameLength ? name : name[..HostnameLength].TrimEnd('-', '.');
    }

    /// <summary>The ports of containers that the machine publishes.</summary>
    public static IReadOnlyList<PortMapping> Ports(IEnumerable<Container> containers) =>
    [
        .. from container in containers
           from port in container.Ports
           where port.HostPort > 0
           select new PortMapping(port.Port, port.HostPort, (port.Protocol ?? "TCP").ToLowerInvariant(), string.IsNullOrEmpty(port.HostIp) ? null : port.HostIp),
    ];

    /// <summary>Further lines of the hosts file, as <c>name:address</c>.</summary>
    public static IReadOnlyList<string> ExtraHosts(PodSpec spec) => [.. spec.HostAliases.SelectMany(alias => alias.Hostnames.Select(name => $"{name}:{alias.Ip}"))];

    /// <summary>How much a pod wants to have in <c>/dev/shm</c>; null is the engine's default.</summary>
    public static long? ShmSizeBytes(Pod pod) =>
        pod.Metadata.Annotations.TryGetValue(MachineAnnotation.ShmSize, out var text) && Quantity.TryParse(text, out var size) ? size.Value : null;

    /// <summary>The kernel's parameters that a pod has for itself.</summary>
    public static IReadOnlyDictionary<string, string> Sysctls(PodSpec spec) =>
        spec.SecurityContext.Sysctls.ToDictionary(sysctl => sysctl.Name.Replace('/', '.'), sysctl => sysctl.Value, StringComparer.Ordinal);

    private static IReadOnlyList<ContainerDevice> Devices(Pod pod) =>
        pod.Metadata.Annotations.TryGetValue(MachineAnnotation.Devices, out var text) && HostDevice.ParseList(text) is { } devices
            ? [.. devices.Select(device => new ContainerDevice(device.HostPath, device.ContainerPath, device.Permissions))]
            : [];

    // What the container says of itself counts.
    private static IEnumerable<string> Hidden(RunRequest run, ContainerCommand command) =>
        run.Devices.HidesGpus && command.Environment.All(variable => variable.Key != VisibleGpus) ? [$"{VisibleGpus}=void"] : [];

    // The weight follows the request, as Kubernetes has it: 1024 shares a core, and never less than the kernel's least.
    private static long Shares(Container container)
    {
        var requestedMilli = container.Resources.Requests.AmountOf(ResourceName.Cpu).MilliValue;
        return Math.Max(SharesLeast, requestedMilli * SharesPerCore / 1000);
    }
}
