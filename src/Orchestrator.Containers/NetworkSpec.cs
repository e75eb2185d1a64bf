namespace Orchestrator.Containers;

/// <summary>A bridge network to have.</summary>
public sealed record NetworkSpec
{
    /// <summary>The network's name.</summary>
    public required string Name { get; init; }

    /// <summary>The subnet in CIDR notation, such as <c>10.88.0.0/16</c>.</summary>
    public required string Subnet { get; init; }

    /// <summary>Labels of the network.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}
