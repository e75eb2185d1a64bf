namespace Orchestrator.Resources.Apps;

/// <summary>Aspects of a deployment.</summary>
public static class DeploymentConditionType
{
    /// <summary>Enough pods are available.</summary>
    public const string Available = "Available";

    /// <summary>The roll-out goes on or is complete.</summary>
    public const string Progressing = "Progressing";

    /// <summary>Pods can't be created or deleted.</summary>
    public const string ReplicaFailure = "ReplicaFailure";
}
