using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.ReplicaSets;

/// <summary>The condition <c>ReplicaFailure</c>: whether pods of a replica set can't be created or deleted.</summary>
public static class ReplicaSetConditions
{
    /// <summary>The status with the failure. While the reason stays the same, so does the condition: each try has a sentence of its own, and the first is as good.</summary>
    /// <param name="status">The status.</param>
    /// <param name="reason"><c>FailedCreate</c> or <c>FailedDelete</c>.</param>
    /// <param name="message">What went wrong, for a person.</param>
    /// <param name="now">The time.</param>
    public static ReplicaSetStatus WithFailure(ReplicaSetStatus status, string reason, string message, DateTimeOffset now)
    {
        var before = status.Conditions.FirstOrDefault(IsFailure);
        if (before is { Status: ConditionStatus.True } && before.Reason == reason)
        {
            return status;
        }

        var failure = new ReplicaSetCondition
        {
            Type = ReplicaSetConditionType.ReplicaFailure,
            Status = ConditionStatus.True,
            Reason = reason,
            Message = message,
            LastTransitionTime = before is { Status: ConditionStatus.True } ? before.LastTransitionTime : now,
        };
        return status with { Conditions = status.Conditions.RemoveAll(IsFailure).Add(failure) };
    }

    /// <summary>The status without a failure.</summary>
    public static ReplicaSetStatus WithoutFailure(ReplicaSetStatus status) =>
        status.Conditions.Any(IsFailure) ? status with { Conditions = status.Conditions.RemoveAll(IsFailure) } : status;

    private static bool IsFailure(ReplicaSetCondition condition) => condition.Type == ReplicaSetConditionType.ReplicaFailure;
}
