namespace Docker.DotNet.Models;

/// <summary>The engine's machine.</summary>
public class SystemInfoResponse
{
    public string? ID { get; set; }

    public long Containers { get; set; }

    public long ContainersRunning { get; set; }

    public long Images { get; set; }

    public string? Driver { get; set; }

    public string? SystemTime { get; set; }

    public string? CgroupDriver { get; set; }

    public string? CgroupVersion { get; set; }

    public string? KernelVersion { get; set; }

    public string? OperatingSystem { get; set; }

    public string? OSType { get; set; }

    public string? Architecture { get; set; }

    public long NCPU { get; set; }

    public long MemTotal { get; set; }

    public string? DockerRootDir { get; set; }

    public string? Name { get; set; }

    public string? ServerVersion { get; set; }

    public IDictionary<string, Runtime>? Runtimes { get; set; }

    public bool LiveRestoreEnabled { get; set; }

    public IList<string>? SecurityOptions { get; set; }
}
