namespace Docker.DotNet.Models;

/// <summary>How a folder of the host is mounted.</summary>
public class BindOptions
{
    public string? Propagation { get; set; }

    public bool NonRecursive { get; set; }
}
