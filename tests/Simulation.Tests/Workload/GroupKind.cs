namespace Orchestrator.Simulations.Workload;

/// <summary>How much of the machines a group of pods needs.</summary>
internal enum GroupKind
{
    /// <summary>Little: it fits beside others.</summary>
    Small,

    /// <summary>So much that of two of its kind only one finds room.</summary>
    Rival,

    /// <summary>More than all machines have.</summary>
    TooLarge,
}
