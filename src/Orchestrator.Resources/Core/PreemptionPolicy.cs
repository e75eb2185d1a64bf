namespace Orchestrator.Resources.Core;

/// <summary>Whether a pod may displace others.</summary>
public static class PreemptionPolicy
{
    /// <summary>It may displace pods that matter less: the default.</summary>
    public const string PreemptLowerPriority = "PreemptLowerPriority";

    /// <summary>It waits until there is room.</summary>
    public const string Never = "Never";
}
