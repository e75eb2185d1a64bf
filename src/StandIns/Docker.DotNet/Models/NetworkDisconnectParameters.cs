namespace Docker.DotNet.Models;

/// <summary>A container to take off a network.</summary>
public class NetworkDisconnectParameters
{
    public string? Container { get; set; }

    public bool Force { get; set; }
}
