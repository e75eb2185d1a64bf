namespace Orchestrator.Resources.Core;

/// <summary>What becomes of pods that do not tolerate a taint.</summary>
public static class TaintEffect
{
    /// <summary>The node takes no such pod; those that are there stay.</summary>
    public const string NoSchedule = "NoSchedule";

    /// <summary>The node takes such a pod only where there is no better one.</summary>
    public const string PreferNoSchedule = "PreferNoSchedule";

    /// <summary>The node takes no such pod, and those that are there have to leave it.</summary>
    public const string NoExecute = "NoExecute";
}
