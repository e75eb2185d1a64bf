using System.Globalization;
using Orchestrator.Containers;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Pods;

/// <summary>Turns a container of a pod into what its engine is asked to make.</summary>
public static class ContainerSpecs
{
    private const long SharesPerCore = 1024;
    private const long SharesLeast = 2;
    private const int HostnameLength = 63;

    /// <summary>The run to make. Its name is the same for the same run, so that making it twice collides instead of running it twice.</summary>
    public static ContainerSpec Of(NodeAgentOptions options, Pod pod, Container container, int attempt, TimeSpan? backoff, string network, string address)
    {
        var command = ContainerCommand.Of(container);
        return new ContainerSpec
        {
            Name = string.Create(
                CultureInfo.InvariantCulture, $"orc_{container.Name}_{pod.Metadata.Name}_{pod.Metadata.Namespace}_{pod.Metadata.Uid}_{attempt}"),
            Image = container.Image ?? "",
            Entrypoint = command.Command,
            Arguments = command.Args,
            Environment = [.. command.Environment.Select(variable => $"{variable.Key}={variable.Value}")],
            WorkingDirectory = container.WorkingDir,
            Hostname = Hostname(pod),
            Labels = ContainerLabels.OfRun(options, pod, container.Name, attempt, backoff, address),
            Network = network,
            Address = address,
            Ports = [.. container.Ports.Where(port => port.HostPort > 0).Select(Port)],
            LogSizeBytesMax = options.ContainerLogSizeBytesMax,
            LogFilesMax = options.ContainerLogFilesMax,
            CpuShares = Shares(container),
            CpuLimitCores = container.Resources.Limits.TryGetValue(ResourceName.Cpu, out var cpu) ? cpu.MilliValue / 1000d : null,
            MemoryLimitBytes = container.Resources.Limits.TryGetValue(ResourceName.Memory, out var memory) ? memory.Value : null,
        };
    }

    private static PortMapping Port(ContainerPort port) =>
        new(port.Port, port.HostPort, (port.Protocol ?? "TCP").ToLowerInvariant(), string.IsNullOrEmpty(port.HostIp) ? null : port.HostIp);

    private static string Hostname(Pod pod)
    {
        var name = string.IsNullOrEmpty(pod.Spec.Hostname) ? pod.Metadata.Name : pod.Spec.Hostname;
        return name.Length <= HostnameLength ? name : name[..HostnameLength].TrimEnd('-', '.');
    }

    // The weight follows the request, as Kubernetes has it: 1024 shares a core, and never less than the kernel's least.
    private static long Shares(Container container)
    {
        var requestedMilli = container.Resources.Requests.AmountOf(ResourceName.Cpu).MilliValue;
        return Math.Max(SharesLeast, requestedMilli * SharesPerCore / 1000);
    }
}
