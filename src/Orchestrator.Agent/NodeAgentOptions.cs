using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;
using Orchestrator.Agent.Devices;
using Orchestrator.Agent.Images;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Agent;

/// <summary>How a node's agent works.</summary>
public sealed class NodeAgentOptions : IValidatableObject
{
    /// <summary>The node's name, which is also its silo's: a lower-case DNS subdomain.</summary>
    [Required]
    [RegularExpression("^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$", ErrorMessage = "NodeAgentOptions.NodeName must be a lower-case DNS name of at most 253 characters.")]
    public string NodeName { get; set; } = "";

    /// <summary>The cluster that the node belongs to. Containers carry it as a label, so that clusters on one engine keep apart.</summary>
    [Required]
    public string ClusterId { get; set; } = "";

    /// <summary>The operator's own labels of the node.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; set; } = StringMap.Empty;

    /// <summary>Taints that the node gets when it registers for the first time.</summary>
    public ImmutableArray<Taint> Taints { get; set; } = [];

    /// <summary>What the machine has besides that pods may request, such as <c>example.com/gpu</c>: the node takes so many of it together. Names have a slash.</summary>
    public ImmutableSortedDictionary<string, Quantity> ExtendedResources { get; set; } = QuantityMap.Empty;

    /// <summary>Subnets for the pods' bridge network, in CIDR notation; the first that the engine takes is used, and then kept.</summary>
    [MinLength(1)]
    public IReadOnlyList<string> PodSubnets { get; set; } = ["10.88.0.0/16", "10.89.0.0/16", "172.30.0.0/16", "192.168.240.0/20"];

    /// <summary>
    /// Where the node keeps what its pods have on its disk: their folders, their containers' last words. The container engine has to see the same path. By default it is
    /// <c>/var/lib/orchestrator</c> for an agent that runs as root, and a folder of the user's otherwise.
    /// </summary>
    [Required]
    public string DataFolder { get; set; } = Environment.IsPrivilegedProcess
        ? "/var/lib/orchestrator"
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "orchestrator");

    /// <summary>The machine's IPv4 addresses, the one under which others reach it first; null means that they are found out.</summary>
    public IReadOnlyList<IPAddress>? Addresses { get; set; }

    /// <summary>How many pods the node takes.</summary>
    [Range(1, 10_000)]
    public int PodsMax { get; set; } = 110;

    /// <summary>CPU kept for the system, in thousandths of a core.</summary>
    [Range(0, 1_000_000)]
    public long ReservedMilliCpu { get; set; }

    /// <summary>Memory kept for the system, in bytes.</summary>
    [Range(0, long.MaxValue)]
    public long ReservedMemoryBytes { get; set; } = 256L * 1024 * 1024;

    /// <summary>How images come and go.</summary>
    [ValidateObjectMembers]
    public ImageOptions Images { get; set; } = new();

    /// <summary>How devices such as GPUs are found and given to containers.</summary>
    [ValidateObjectMembers]
    public DeviceOptions Devices { get; set; } = new();

    /// <summary>How many containers are made and started at the same time: more only makes each of them slower.</summary>
    [Range(1, 256)]
    public int ParallelStarts { get; set; } = 8;

    /// <summary>Most processes and threads that a container may have; 0 is no limit. A fork bomb ends there, and not with the machine.</summary>
    [Range(0, 4_194_304)]
    public long ContainerPidsMax { get; set; } = 4096;

    /// <summary>Bytes that a container's log has before another is begun, as Kubernetes' containerLogMaxSize.</summary>
    [Range(64 * 1024, long.MaxValue)]
    public long ContainerLogSizeBytesMax { get; set; } = 10L * 1024 * 1024;

    /// <summary>How many logs of a container are kept, the one that is written included, as Kubernetes' containerLogMaxFiles.</summary>
    [Range(1, 1_000)]
    public int ContainerLogFilesMax { get; set; } = 5;

    /// <summary>How often the agent says that it is alive.</summary>
    public TimeSpan HeartbeatPeriod { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long pods have to end when the machine shuts down; none lets them be cut off. Kubernetes' shutdownGracePeriod.</summary>
    public TimeSpan ShutdownGrace { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How much of that is for the pods that the system cannot do without. Kubernetes' shutdownGracePeriodCriticalPods.</summary>
    public TimeSpan ShutdownGraceCritical { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often everything is compared again, whatever events said.</summary>
    public TimeSpan ResyncPeriod { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How often the agent asks whether ConfigMaps and Secrets of its pods have changed.</summary>
    public TimeSpan ConfigurationPeriod { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Whether a clean end of the agent also ends its containers and their network. Otherwise they go on, for the next start to adopt.</summary>
    public bool RemoveContainersOnExit { get; set; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (HeartbeatPeriod <= TimeSpan.Zero || ResyncPeriod <= TimeSpan.Zero)
        {
            yield return new ValidationResult("NodeAgentOptions.HeartbeatPeriod and ResyncPeriod must be longer than 0.", [nameof(HeartbeatPeriod), nameof(ResyncPeriod)]);
        }

        if (ConfigurationPeriod <= TimeSpan.Zero)
        {
            yield return new ValidationResult($"NodeAgentOptions.ConfigurationPeriod must be longer than 0; got {ConfigurationPeriod}.", [nameof(ConfigurationPeriod)]);
        }

        if (ShutdownGrace < TimeSpan.Zero || ShutdownGraceCritical < TimeSpan.Zero || (ShutdownGrace > TimeSpan.Zero && ShutdownGraceCritical > ShutdownGrace))
        {
            yield return new ValidationResult(
                $"NodeAgentOptions.ShutdownGraceCritical is a part of ShutdownGrace, {ShutdownGrace}, and must be between 0 and that; got {ShutdownGraceCritical}.",
                [nameof(ShutdownGrace), nameof(ShutdownGraceCritical)]);
        }
    }
}
