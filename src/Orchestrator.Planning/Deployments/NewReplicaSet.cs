using System.Collections.Immutable;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Deployments;

/// <summary>The replica set of a deployment's present template.</summary>
internal static class NewReplicaSet
{
    /// <summary>The replica set as it is to be created.</summary>
    /// <param name="rollout">The deployment, which has no replica set of its template.</param>
    /// <param name="size">How many pods it is asked for at first.</param>
    public static ReplicaSet Of(Rollout rollout, int size)
    {
        var deployment = rollout.Deployment;
        var spec = deployment.Spec;
        var hash = TemplateHash.Of(spec.Template, deployment.Status.CollisionCount);
        var labels = spec.Template.Metadata.Labels.SetItem(DeploymentLabel.TemplateHash, hash);
        return new ReplicaSet
        {
            Metadata = new ObjectMeta
            {
                Name = $"{deployment.Metadata.Name}-{hash}",
                Namespace = deployment.Metadata.Namespace,
                Labels = labels,
                Annotations = Inherited(deployment).SetItems(Revisions.AnnotationsOf(rollout)).SetItems(Sizes(rollout)),
                OwnerReferences = [OwnerOf(deployment)],
            },
            Spec = new ReplicaSetSpec
            {
                Replicas = size,
                MinReadySeconds = spec.MinReadySeconds,
                Selector = spec.Selector with { MatchLabels = spec.Selector.MatchLabels.SetItem(DeploymentLabel.TemplateHash, hash) },
                Template = spec.Template with { Metadata = spec.Template.Metadata with { Labels = labels } },
            },
        };
    }

    /// <summary>The deployment's annotations that its present replica set has too.</summary>
    public static ImmutableSortedDictionary<string, string> Inherited(Deployment deployment) =>
        deployment.Metadata.Annotations.RemoveRange(deployment.Metadata.Annotations.Keys.Where(key => !DeploymentAnnotation.IsInherited(key)));

    /// <summary>The annotations that say for which size of the deployment a replica set was scaled: proportional scaling starts from them.</summary>
    public static ImmutableSortedDictionary<string, string> Sizes(Rollout rollout) => StringMap.Of(
        (DeploymentAnnotation.DesiredReplicas, DeploymentAnnotation.Text(rollout.Limits.Replicas)),
        (DeploymentAnnotation.MaxReplicas, DeploymentAnnotation.Text(rollout.Limits.Most)));

    private static OwnerReference OwnerOf(Deployment deployment) => new()
    {
        ApiVersion = deployment.ApiVersion,
        Kind = deployment.Kind,
        Name = deployment.Metadata.Name,
        Uid = deployment.Metadata.Uid,
        Controller = true,
        BlockOwnerDeletion = true,
    };
}
