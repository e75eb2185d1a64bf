namespace Orchestrator.Planning.Nodes;

/// <summary>Whether and how fast replicas move from crowded nodes to emptier ones.</summary>
public sealed record RebalanceSettings
{
    /// <summary>Whether they do.</summary>
    public bool Enabled { get; init; }

    /// <summary>How long to wait between one look and the next.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The most replicas that one look moves.</summary>
    public int MovesMax { get; init; } = 3;
}
