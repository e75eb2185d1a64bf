using System.Globalization;
using Orchestrator.Planning.Deployments;
using Orchestrator.Planning.ReplicaSets;
using Orchestrator.Resources.Apps;

namespace Orchestrator.Grains.ReplicaSets;

/// <summary>What a deployment needs to know of a replica set.</summary>
internal static class ReplicaSetSummaries
{
    public static ReplicaSetSummary Of(ReplicaSet set, IEnumerable<PodSummary> pods) => new()
    {
        Name = set.Metadata.Name,
        Uid = set.Metadata.Uid,
        ControllerUid = set.Metadata.ControllerReference()?.Uid,
        Deleting = set.Metadata.DeletionTimestamp is not null,
        TemplateHash = set.Metadata.Labels.GetValueOrDefault(DeploymentLabel.TemplateHash, ""),
        Revision = RevisionOf(set),
        Desired = set.Spec.Replicas ?? 1,
        Replicas = set.Status.Replicas,
        Ready = set.Status.ReadyReplicas,
        Available = set.Status.AvailableReplicas,
        MinReadySeconds = set.Spec.MinReadySeconds,
        Terminating = pods.Count(pod => pod.Deleting && (pod.AtMostOnce || !pod.Lost)),
        Observed = set.Status.ObservedGeneration == set.Metadata.Generation,
        Failure = set.Status.Conditions.FirstOrDefault(condition => condition.Type == ReplicaSetConditionType.ReplicaFailure)?.Message,
        CreatedAt = set.Metadata.CreationTimestamp ?? DateTimeOffset.MinValue,
        Annotations = set.Metadata.Annotations,
    };

    private static long RevisionOf(ReplicaSet set) =>
        long.TryParse(set.Metadata.Annotations.GetValueOrDefault(DeploymentAnnotation.Revision), NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? revision
            : 0;
}
