namespace Orchestrator.Planning.Nodes;

/// <summary>How a zone's nodes are, all together.</summary>
public enum ZoneState
{
    /// <summary>Few of them are not ready.</summary>
    Normal,

    /// <summary>Many of them, and more than two, are not ready.</summary>
    PartialDisruption,

    /// <summary>None of them is ready.</summary>
    FullDisruption,
}
