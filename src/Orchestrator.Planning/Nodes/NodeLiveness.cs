namespace Orchestrator.Planning.Nodes;

/// <summary>What is known of a node's machine.</summary>
public enum NodeLiveness
{
    /// <summary>It was heard of, or has not been silent for long enough to say more.</summary>
    Alive,

    /// <summary>Its agent said that it ends and its containers go on.</summary>
    Left,

    /// <summary>It is lost.</summary>
    Lost,
}
