using Orchestrator.Planning.Deployments;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Planning.Tests.Deployments;

/// <summary>A deployment with replica sets whose pods come, serve, fail and go at random, and plans that are applied to them.</summary>
internal sealed class ModelDeployment(Deployment deployment)
{
    private int created;

    public Deployment Deployment { get; private set; } = deployment;

    public List<ModelReplicaSet> Sets { get; } = [];

    public DateTimeOffset Now { get; private set; } = DeploymentSamples.Now.AddMilliseconds(321);

    public int Pods => Sets.Sum(set => set.Pods.Count);

    public int Available => Sets.Sum(set => set.Available);

    public DeploymentPlan Plan() => DeploymentPlanner.Plan(Deployment, [.. Sets.Select(set => set.Seen())], Now);

    public void Pass(TimeSpan time) => Now += time;

    public void Change(Func<DeploymentSpec, DeploymentSpec> change) => Deployment = Deployment with
    {
        Spec = change(Deployment.Spec),
        Metadata = Deployment.Metadata with { Generation = Deployment.Metadata.Generation + 1 },
    };

    /// <summary>Applies a plan. The status goes through JSON, as it does in a store.</summary>
    public void Apply(DeploymentPlan plan)
    {
        foreach (var change in plan.Change)
        {
            Sets.Single(set => set.Name == change.Name).Ask(change.Replicas, change.Annotations);
        }

        foreach (var name in plan.Delete)
        {
            var set = Sets.Single(set => set.Name == name);
            Assert.Empty(set.Pods);
            Sets.Remove(set);
        }

        if (plan.Create is { } create)
        {
            Assert.DoesNotContain(Sets, set => set.Name == create.Metadata.Name);
            var set = new ModelReplicaSet(create.Metadata.Name, create.Metadata.Labels[DeploymentLabel.TemplateHash], DeploymentSamples.Now.AddSeconds(created++));
            set.Ask(create.Spec.Replicas ?? 1, create.Metadata.Annotations);
            Sets.Add(set);
        }

        Deployment = Deployment with
        {
            Status = ResourceJson.Deserialize<DeploymentStatus>(ResourceJson.SerializeToUtf8(plan.Status)),
            Metadata = Deployment.Metadata with { Annotations = Deployment.Metadata.Annotations.SetItems(plan.Annotations) },
        };
    }

    /// <summary>Lets every replica set do its work and say so.</summary>
    public void ReconcileAll()
    {
        Sets.ForEach(set => set.Reconcile());
        Sets.ForEach(set => set.Report());
    }

    /// <summary>Lets everybody do their work and all pods serve, until nothing is left to do.</summary>
    public DeploymentPlan Settle()
    {
        for (var round = 0; round < 400; round++)
        {
            ReconcileAll();
            foreach (var set in Sets)
            {
                set.Terminating = 0;
                for (var pod = 0; pod < set.Pods.Count; pod++)
                {
                    set.Pods[pod] = true;
                }

                set.Report();
            }

            Pass(TimeSpan.FromMilliseconds(1700));
            var plan = Plan();
            if (IsNothing(plan))
            {
                return plan;
            }

            Apply(plan);
        }

        throw new InvalidOperationException($"no end after 400 rounds: {this}");
    }

    public override string ToString() =>
        $"{Deployment.Spec.Replicas} wanted; " + string.Join(", ", Sets.Select(set => $"{set.Hash}: asked {set.Desired}, pods {set.Pods.Count}, available {set.Available}, ending {set.Terminating}"));

    private bool IsNothing(DeploymentPlan plan) =>
        plan is { Create: null, Change: [], Delete: [] }
        && plan.Annotations.All(wanted => Deployment.Metadata.Annotations.GetValueOrDefault(wanted.Key) == wanted.Value)
        && ResourceJson.SameContent(plan.Status, Deployment.Status);
}
