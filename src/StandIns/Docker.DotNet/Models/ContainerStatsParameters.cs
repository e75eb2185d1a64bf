namespace Docker.DotNet.Models;

/// <summary>How to read a container's use of resources.</summary>
public class ContainerStatsParameters
{
    public bool Stream { get; set; } = true;

    public bool? OneShot { get; set; }
}
