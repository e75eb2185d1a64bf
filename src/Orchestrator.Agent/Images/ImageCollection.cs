namespace Orchestrator.Agent.Images;

/// <summary>Which images the agent may remove from an engine that others use too.</summary>
public enum ImageCollection
{
    /// <summary>Those that it pulled itself, and whose names it all knows.</summary>
    Pulled,

    /// <summary>All that nothing uses.</summary>
    All,

    /// <summary>None.</summary>
    None,
}
