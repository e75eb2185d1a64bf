namespace Docker.DotNet.Models;

/// <summary>Where the engine's storage keeps the layers of a container.</summary>
public class GraphDriverData
{
    public IDictionary<string, string>? Data { get; set; }

    public string? Name { get; set; }
}
