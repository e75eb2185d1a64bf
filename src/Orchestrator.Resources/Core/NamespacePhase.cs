namespace Orchestrator.Resources.Core;

/// <summary>Where a namespace is in its life.</summary>
public static class NamespacePhase
{
    /// <summary>Objects can be created in it.</summary>
    public const string Active = "Active";

    /// <summary>It is being deleted with all that is in it.</summary>
    public const string Terminating = "Terminating";
}
