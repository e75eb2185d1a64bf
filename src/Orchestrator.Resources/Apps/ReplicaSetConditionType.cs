namespace Orchestrator.Resources.Apps;

/// <summary>Aspects of a replica set.</summary>
public static class ReplicaSetConditionType
{
    /// <summary>Pods can't be created or deleted.</summary>
    public const string ReplicaFailure = "ReplicaFailure";
}
