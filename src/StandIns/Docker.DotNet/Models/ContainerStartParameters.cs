namespace Docker.DotNet.Models;

/// <summary>How to start a container.</summary>
public class ContainerStartParameters
{
    public string? DetachKeys { get; set; }
}
