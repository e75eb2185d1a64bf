namespace Docker.DotNet.Models;

/// <summary>How to restart a container.</summary>
public class ContainerRestartParameters
{
    public uint? WaitBeforeKillSeconds { get; set; }
}
