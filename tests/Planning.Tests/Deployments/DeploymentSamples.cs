using Orchestrator.Planning.Deployments;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Tests.Deployments;

/// <summary>Deployments and replica sets to plan for.</summary>
internal static class DeploymentSamples
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static PodTemplateSpec Template(string image) => new()
    {
        Metadata = new ObjectMeta { Labels = StringMap.Of(("app", "web")) },
        Spec = new PodSpec { Containers = [new Container { Name = "web", Image = image }] },
    };

    public static Deployment Web(int replicas = 3, string image = "web:1", IntOrString? surge = null, IntOrString? unavailable = null) => new()
    {
        Metadata = new ObjectMeta { Name = "web", Namespace = "default", Uid = "uid-web", Generation = 1 },
        Spec = new DeploymentSpec
        {
            Replicas = replicas,
            Selector = new LabelSelector { MatchLabels = StringMap.Of(("app", "web")) },
            Template = Template(image),
            Strategy = new DeploymentStrategy
            {
                Type = DeploymentStrategyType.RollingUpdate,
                RollingUpdate = new RollingUpdateDeployment { MaxSurge = surge, MaxUnavailable = unavailable },
            },
        },
    };

    public static Deployment Recreating(int replicas = 3, string image = "web:1")
    {
        var web = Web(replicas, image);
        return web with { Spec = web.Spec with { Strategy = new DeploymentStrategy { Type = DeploymentStrategyType.Recreate } } };
    }

    public static Deployment Paused(this Deployment deployment, bool paused = true) => deployment with { Spec = deployment.Spec with { Paused = paused } };

    public static Deployment After(this Deployment deployment, DeploymentPlan plan) => deployment with { Status = plan.Status };

    /// <summary>A settled replica set of a template: as many pods as asked, and these available.</summary>
    /// <param name="image">The image of its template.</param>
    /// <param name="revision">Its revision; older ones were created earlier.</param>
    /// <param name="desired">How many pods it is asked for.</param>
    /// <param name="available">How many are available; all by default.</param>
    /// <param name="scaledFor">The deployment's limits for which it was scaled, wanted and most.</param>
    public static ReplicaSetSummary Set(string image, long revision, int desired, int? available = null, (int Wanted, int Most)? scaledFor = null)
    {
        var hash = TemplateHash.Of(Template(image));
        var annotations = StringMap.Of((DeploymentAnnotation.Revision, $"{revision}"));
        return new ReplicaSetSummary
        {
            Name = $"web-{hash}",
            Uid = $"uid-{hash}",
            TemplateHash = hash,
            Revision = revision,
            Desired = desired,
            Replicas = desired,
            Ready = available ?? desired,
            Available = available ?? desired,
            Observed = true,
            CreatedAt = Now.AddHours(-100 + revision),
            Annotations = scaledFor is not { } limits
                ? annotations
                : annotations
                    .Add(DeploymentAnnotation.DesiredReplicas, $"{limits.Wanted}")
                    .Add(DeploymentAnnotation.MaxReplicas, $"{limits.Most}"),
        };
    }

    /// <summary>The sizes that replica sets have after the plan, by the order in which they are given.</summary>
    public static int[] SizesAfter(DeploymentPlan plan, params ReplicaSetSummary[] sets) =>
        [.. sets.Select(set => plan.Change.FirstOrDefault(change => change.Uid == set.Uid)?.Replicas ?? set.Desired)];

    public static DeploymentCondition? Condition(this DeploymentPlan plan, string type) =>
        plan.Status.Conditions.FirstOrDefault(condition => condition.Type == type);
}
