namespace Docker.DotNet.Models;

/// <summary>Which signal to send.</summary>
public class ContainerKillParameters
{
    public string? Signal { get; set; }
}
