using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>What a container gets of its host.</summary>
public class HostConfig
{
    public IList<string>? Binds { get; set; }

    public LogConfig? LogConfig { get; set; }

    public string? NetworkMode { get; set; }

    public IDictionary<string, IList<PortBinding>>? PortBindings { get; set; }

    public RestartPolicy? RestartPolicy { get; set; }

    public bool AutoRemove { get; set; }

    public IList<string>? CapAdd { get; set; }

    public IList<string>? CapDrop { get; set; }

    [JsonPropertyName("Dns")]
    public IList<string>? DNS { get; set; }

    public IList<string>? ExtraHosts { get; set; }

    public IList<string>? GroupAdd { get; set; }

    public string? IpcMode { get; set; }

    public long OomScoreAdj { get; set; }

    public string? PidMode { get; set; }

    public bool Privileged { get; set; }

    public bool ReadonlyRootfs { get; set; }

    public IList<string>? SecurityOpt { get; set; }

    public long ShmSize { get; set; }

    public IDictionary<string, string>? Sysctls { get; set; }

    [JsonPropertyName("CpuShares")]
    public long CPUShares { get; set; }

    public long Memory { get; set; }

    [JsonPropertyName("NanoCpus")]
    public long NanoCPUs { get; set; }

    public string? CgroupParent { get; set; }

    [JsonPropertyName("CpuPeriod")]
    public long CPUPeriod { get; set; }

    [JsonPropertyName("CpuQuota")]
    public long CPUQuota { get; set; }

    public IList<DeviceMapping>? Devices { get; set; }

    public IList<DeviceRequest>? DeviceRequests { get; set; }

    public long MemoryReservation { get; set; }

    public long MemorySwap { get; set; }

    public long? PidsLimit { get; set; }

    public IList<Mount>? Mounts { get; set; }

    public bool? Init { get; set; }
}
