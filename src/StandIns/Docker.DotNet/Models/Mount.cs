namespace Docker.DotNet.Models;

/// <summary>What is mounted into a container.</summary>
public class Mount
{
    public string? Type { get; set; }

    public string? Source { get; set; }

    public string? Target { get; set; }

    public bool ReadOnly { get; set; }

    public BindOptions? BindOptions { get; set; }
}
