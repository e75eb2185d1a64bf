namespace Docker.DotNet.Models;

/// <summary>What of a container's process to attach to.</summary>
public class ContainerAttachParameters
{
    public bool? Stream { get; set; }

    public bool? Stdin { get; set; }

    public bool? Stdout { get; set; }

    public bool? Stderr { get; set; }

    public string? DetachKeys { get; set; }

    public bool? Logs { get; set; }
}
