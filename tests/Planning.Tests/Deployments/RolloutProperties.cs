using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Planning.Deployments;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Tests.Deployments;

/// <summary>What must hold for every deployment, in every state that it can come into. A seed stands for one history.</summary>
public sealed class RolloutProperties
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(300);

    [Fact]
    public void RollingUpdate_pods_fail_at_random_surge_and_unavailability_hold_in_every_state() => ForAllHistories(random =>
    {
        var model = RandomRolling(random);
        for (var step = 0; step < 60; step++)
        {
            Happen(random, model, mayFail: true);
            var availableBefore = model.Available;
            model.ReconcileAll();
            model.Apply(model.Plan());
            model.ReconcileAll();
            CheckLimits(model, availableBefore);
            model.Pass(TimeSpan.FromMilliseconds(random.Next(3000)));
        }

        CheckEnd(model);
    });

    [Fact]
    public void RollingUpdate_replica_sets_answer_late_surge_and_unavailability_hold_in_every_state() => ForAllHistories(random =>
    {
        var model = RandomRolling(random);
        for (var step = 0; step < 150; step++)
        {
            var availableBefore = model.Available;
            switch (random.Next(5))
            {
                case 0:
                    model.Apply(model.Plan());
                    break;
                case 1:
                    Any(random, model)?.Reconcile();
                    break;
                case 2:
                    Any(random, model)?.Report();
                    break;
                case 3:
                    Any(random, model)?.Notice();
                    break;
                default:
                    HappenInSight(random, model);
                    break;
            }

            CheckLimits(model, availableBefore);
            model.Pass(TimeSpan.FromMilliseconds(random.Next(3000)));
        }

        CheckEnd(model);
    });

    [Fact]
    public void Recreate_replica_sets_answer_late_two_templates_never_have_pods_at_once() => ForAllHistories(random =>
    {
        var model = new ModelDeployment(DeploymentSamples.Recreating(random.Next(0, 6)));
        for (var step = 0; step < 150; step++)
        {
            switch (random.Next(5))
            {
                case 0:
                    model.Apply(model.Plan());
                    break;
                case 1:
                    Any(random, model)?.Reconcile();
                    break;
                case 2:
                    Any(random, model)?.Report();
                    break;
                case 3:
                    Any(random, model)?.Notice();
                    break;
                default:
                    Happen(random, model, mayFail: true);
                    break;
            }

            Assert.True(model.Sets.Count(set => set.Pods.Count + set.Terminating > 0) <= 1, model.ToString());
        }

        CheckEnd(model);
    });

    [Fact]
    public void Scaling_in_the_middle_of_rollouts_and_pauses_ends_as_declared() => ForAllHistories(random =>
    {
        var model = RandomRolling(random);
        for (var step = 0; step < 80; step++)
        {
            Happen(random, model, mayFail: true);
            if (random.Next(6) == 0)
            {
                model.Change(spec => spec with { Replicas = random.Next(0, 12) });
            }

            if (random.Next(8) == 0)
            {
                model.Change(spec => spec with { Paused = !spec.Paused });
            }

            model.ReconcileAll();
            model.Apply(model.Plan());
            model.ReconcileAll();
            Assert.True(model.Pods <= RolloutLimitsOf(model).Most, model.ToString());
            model.Pass(TimeSpan.FromMilliseconds(random.Next(3000)));
        }

        model.Change(spec => spec with { Paused = false });
        CheckEnd(model);
    });

    [Fact]
    public void Plan_same_input_same_plan() => ForAllHistories(random =>
    {
        var model = RandomRolling(random);
        for (var step = 0; step < 20; step++)
        {
            Happen(random, model, mayFail: true);
            model.ReconcileAll();
            var seen = model.Sets.Select(set => set.Seen()).ToArray();
            var first = DeploymentPlanner.Plan(model.Deployment, seen, model.Now);
            random.Shuffle(seen);
            var second = DeploymentPlanner.Plan(model.Deployment, seen, model.Now);
            Assert.Equal(Resources.Serialization.ResourceJson.Serialize(first), Resources.Serialization.ResourceJson.Serialize(second));
            model.Apply(first);
        }
    });

    private static void ForAllHistories(Action<Random> history) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => history(new Random(seed))).Check(Many);

    private static ModelDeployment RandomRolling(Random random) => new(DeploymentSamples.Web(
        random.Next(0, 12),
        surge: random.Next(2) == 0 ? IntOrString.Of(random.Next(0, 4)) : IntOrString.Of($"{random.Next(0, 101)}%"),
        unavailable: random.Next(2) == 0 ? IntOrString.Of(random.Next(0, 4)) : IntOrString.Of($"{random.Next(0, 101)}%")));

    private static ModelReplicaSet? Any(Random random, ModelDeployment model) => model.Sets.Count == 0 ? null : model.Sets[random.Next(model.Sets.Count)];

    /// <summary>Something that is not ours to decide: a pod begins to serve, stops serving or is gone, or somebody wants another template.</summary>
    private static void Happen(Random random, ModelDeployment model, bool mayFail)
    {
        if (random.Next(15) == 0)
        {
            model.Change(spec => spec with { Template = DeploymentSamples.Template($"web:{random.Next(4)}") });
        }

        foreach (var set in model.Sets)
        {
            for (var pod = 0; pod < set.Pods.Count; pod++)
            {
                set.Pods[pod] = set.Pods[pod] ? !mayFail || random.Next(5) > 0 : random.Next(2) == 0;
            }

            set.Terminating = random.Next(set.Terminating + 1);
        }
    }

    /// <summary>
    /// The same, where the deployment sees at once which pods begin to serve, and none does that its set is about to delete. A pod that was seen not to serve and begins
    /// to in the moment before it is deleted is beyond any limit: nobody could have known.
    /// </summary>
    private static void HappenInSight(Random random, ModelDeployment model)
    {
        var serving = model.Sets.ToDictionary(set => set, set => set.Pods.ToList());
        Happen(random, model, mayFail: false);
        foreach (var (set, pods) in serving)
        {
            if (set.Pods.Count > set.Desired)
            {
                set.Pods.Clear();
                set.Pods.AddRange(pods);
            }
            else
            {
                set.Report();
            }
        }
    }

    private static (int Most, int FewestAvailable) RolloutLimitsOf(ModelDeployment model)
    {
        var spec = model.Deployment.Spec;
        var replicas = spec.Replicas!.Value;
        var surge = spec.Strategy.RollingUpdate!.MaxSurge!.Value.Resolve(replicas, roundUp: true);
        var unavailable = spec.Strategy.RollingUpdate.MaxUnavailable!.Value.Resolve(replicas, roundUp: false);
        return (replicas + surge, replicas - (surge + unavailable == 0 ? 1 : unavailable));
    }

    private static void CheckLimits(ModelDeployment model, int availableBefore)
    {
        var (most, fewest) = RolloutLimitsOf(model);
        Assert.True(model.Pods <= most, $"more than {most} pods: {model}");
        Assert.True(model.Available >= Math.Min(availableBefore, fewest), $"less than {fewest} available, {availableBefore} before: {model}");
    }

    private static void CheckEnd(ModelDeployment model)
    {
        var end = model.Settle();
        var hash = TemplateHash.Of(model.Deployment.Spec.Template);
        var wanted = model.Deployment.Spec.Replicas!.Value;
        Assert.All(model.Sets, set => Assert.Equal(set.Hash == hash ? wanted : 0, set.Pods.Count));
        Assert.Equal(wanted, end.Status.AvailableReplicas);
        Assert.Equal(wanted, end.Status.UpdatedReplicas);
        Assert.Equal(DeploymentReason.NewReplicaSetAvailable, end.Condition(DeploymentConditionType.Progressing)?.Reason);
        Assert.Equal(DeploymentReason.MinimumReplicasAvailable, end.Condition(DeploymentConditionType.Available)?.Reason);
        Assert.Null(end.LookAgainIn);
    }
}
