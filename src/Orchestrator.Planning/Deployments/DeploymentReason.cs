namespace Orchestrator.Planning.Deployments;

/// <summary>Kubernetes' reasons in the conditions of a deployment; tools wait for them by name.</summary>
public static class DeploymentReason
{
    /// <summary>Enough pods are available.</summary>
    public const string MinimumReplicasAvailable = "MinimumReplicasAvailable";

    /// <summary>Too few pods are available.</summary>
    public const string MinimumReplicasUnavailable = "MinimumReplicasUnavailable";

    /// <summary>A roll-out has begun with a new replica set.</summary>
    public const string NewReplicaSetCreated = "NewReplicaSetCreated";

    /// <summary>A roll-out has begun with a replica set that was there.</summary>
    public const string FoundNewReplicaSet = "FoundNewReplicaSet";

    /// <summary>The roll-out moves.</summary>
    public const string ReplicaSetUpdated = "ReplicaSetUpdated";

    /// <summary>The roll-out is complete.</summary>
    public const string NewReplicaSetAvailable = "NewReplicaSetAvailable";

    /// <summary>The roll-out has not moved for <c>progressDeadlineSeconds</c>.</summary>
    public const string ProgressDeadlineExceeded = "ProgressDeadlineExceeded";

    /// <summary>The roll-out waits for <c>paused</c> to end.</summary>
    public const string DeploymentPaused = "DeploymentPaused";

    /// <summary>The roll-out goes on after a pause.</summary>
    public const string DeploymentResumed = "DeploymentResumed";

    /// <summary>Pods can't be created.</summary>
    public const string FailedCreate = "FailedCreate";
}
