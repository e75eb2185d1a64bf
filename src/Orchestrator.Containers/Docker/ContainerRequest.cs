using System.Globalization;
using Docker.DotNet.Models;

namespace Orchestrator.Containers.Docker;

/// <summary>Puts a container's description into Docker's words.</summary>
internal static class ContainerRequest
{
    // The kernel's usual period, in microseconds, and the least quota that it accepts.
    private const long CpuPeriod = 100_000;
    private const long CpuQuotaMin = 1_000;

    /// <summary>The request that creates a container.</summary>
    /// <exception cref="EngineException">What is asked for contradicts itself.</exception>
    public static CreateContainerParameters Of(ContainerSpec container)
    {
        EngineNames.Object(container.Name);
        if (container.Network is null && (container.Address is not null || container.Ports.Count > 0))
        {
            throw new EngineException(EngineFault.Invalid, $"The container '{container.Name}' has no network, so it can have neither an address nor published ports.");
        }

        return new CreateContainerParameters
        {
            Name = container.Name,
            Image = container.Image,
            Entrypoint = NullIfEmpty(container.Entrypoint),
            Cmd = NullIfEmpty(container.Arguments),
            Env = NullIfEmpty(container.Environment),
            WorkingDir = container.WorkingDirectory,
            Hostname = container.Hostname,
            Labels = new Dictionary<string, string>(container.Labels),
            Tty = container.Tty,
            OpenStdin = container.OpenStdin,
            ExposedPorts = container.Ports.Select(KeyOf).Distinct().ToDictionary(key => key, _ => default(EmptyStruct)),
            HostConfig = HostConfigOf(container),
            NetworkingConfig = NetworkingOf(container),
        };
    }

    private static HostConfig HostConfigOf(ContainerSpec container) => new()
    {
        NetworkMode = container.Network ?? "none",
        PortBindings = container.Ports.GroupBy(KeyOf).ToDictionary(group => group.Key, IList<PortBinding> (group) => [.. group.Select(BindingOf)]),

        // Whether a container starts again is decided by whoever declared it; an engine that decides as well would start what is no longer wanted.
        RestartPolicy = new RestartPolicy { Name = RestartPolicyKind.No },

        // A quota and not NanoCPUs: the engine refuses more of those than its machine has, where a limit above that is only one that never applies.
        CPUPeriod = container.CpuLimitCores is null ? 0 : CpuPeriod,
        CPUQuota = container.CpuLimitCores is { } cores ? Math.Max(CpuQuotaMin, (long)Math.Round(cores * CpuPeriod)) : 0,
        CPUShares = container.CpuShares ?? 0,
        Memory = container.MemoryLimitBytes ?? 0,

        // The sum of memory and swap: as much as the memory alone, so none of it is swap.
        MemorySwap = container.MemoryLimitBytes ?? 0,
        LogConfig = new LogConfig { Type = "json-file", Config = new Dictionary<string, string> { ["max-size"] = "10m", ["max-file"] = "3" } },
        Init = false,
    };

    private static NetworkingConfig? NetworkingOf(ContainerSpec container)
    {
        if (container.Network is null)
        {
            return null;
        }

        var endpoint = new EndpointSettings { IPAMConfig = container.Address is null ? null : new EndpointIPAMConfig { IPv4Address = container.Address } };
        return new NetworkingConfig { EndpointsConfig = new Dictionary<string, EndpointSettings> { [container.Network] = endpoint } };
    }

    private static string KeyOf(PortMapping port) => string.Create(CultureInfo.InvariantCulture, $"{port.ContainerPort}/{port.Protocol}");

    private static PortBinding BindingOf(PortMapping port) =>
        new() { HostIP = port.HostAddress ?? "", HostPort = port.HostPort == 0 ? "" : port.HostPort.ToString(CultureInfo.InvariantCulture) };

    private static IList<string>? NullIfEmpty(IReadOnlyList<string> items) => items.Count == 0 ? null : [.. items];
}
