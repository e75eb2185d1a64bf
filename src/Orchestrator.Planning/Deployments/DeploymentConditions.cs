using System.Collections.Immutable;
using Orchestrator.Resources.Apps;

namespace Orchestrator.Planning.Deployments;

/// <summary>Changes conditions so that they move only when they say something else.</summary>
internal static class DeploymentConditions
{
    public static DeploymentCondition? Find(this ImmutableArray<DeploymentCondition> conditions, string type) =>
        conditions.FirstOrDefault(condition => condition.Type == type);

    public static ImmutableArray<DeploymentCondition> Without(this ImmutableArray<DeploymentCondition> conditions, string type) =>
        conditions.RemoveAll(condition => condition.Type == type);

    /// <summary>Sets a condition. One with this status and reason stays as it is, and the time of transition stays with the status.</summary>
    public static ImmutableArray<DeploymentCondition> Say(
        this ImmutableArray<DeploymentCondition> conditions, string type, string status, string reason, string message, DateTimeOffset now)
    {
        var before = conditions.Find(type);
        return before?.Status == status && before.Reason == reason ? conditions : conditions.SayAnew(type, status, reason, message, now);
    }

    /// <summary>Sets a condition as of now, even where it says the same.</summary>
    public static ImmutableArray<DeploymentCondition> SayAnew(
        this ImmutableArray<DeploymentCondition> conditions, string type, string status, string reason, string message, DateTimeOffset now)
    {
        var before = conditions.Find(type);
        var condition = new DeploymentCondition
        {
            Type = type,
            Status = status,
            Reason = reason,
            Message = message,
            LastUpdateTime = now,
            LastTransitionTime = before?.Status == status ? before.LastTransitionTime : now,
        };
        return conditions.Without(type).Add(condition);
    }
}
