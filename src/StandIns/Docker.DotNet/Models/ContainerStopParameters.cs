namespace Docker.DotNet.Models;

/// <summary>How to stop a container.</summary>
public class ContainerStopParameters
{
    public uint? WaitBeforeKillSeconds { get; set; }
}
