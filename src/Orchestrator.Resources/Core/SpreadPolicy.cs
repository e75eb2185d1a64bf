namespace Orchestrator.Resources.Core;

/// <summary>What a <see cref="TopologySpreadConstraint"/> says with words.</summary>
public static class SpreadPolicy
{
    /// <summary>A node that breaks the constraint is not taken.</summary>
    public const string DoNotSchedule = "DoNotSchedule";

    /// <summary>A node that breaks the constraint is taken where there is no better one.</summary>
    public const string ScheduleAnyway = "ScheduleAnyway";

    /// <summary>Nodes that the pod can't be on do not count.</summary>
    public const string Honor = "Honor";

    /// <summary>Nodes that the pod can't be on count.</summary>
    public const string Ignore = "Ignore";
}
