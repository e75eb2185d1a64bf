namespace Orchestrator.Resources.Core;

/// <summary>How pods say that they are placed together, all or none.</summary>
public static class PodGroup
{
    /// <summary>The label with the group's name, as Kubernetes' coscheduling has it. Alone it means nothing.</summary>
    public const string Label = "scheduling.x-k8s.io/pod-group";

    /// <summary>The annotation that says with how few pods on nodes the group is of no use.</summary>
    public const string MinMember = "orchestrator.dev/pod-group-min-member";

    /// <summary>The annotation that says after how many seconds too few pods on nodes give their room back.</summary>
    public const string TimeoutSeconds = "orchestrator.dev/pod-group-timeout-seconds";

    /// <summary>That time, where nothing is said.</summary>
    public const long TimeoutSecondsDefault = 600;
}
