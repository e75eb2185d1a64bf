using Orchestrator.Planning.Deployments;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Meta;
using static Orchestrator.Planning.Tests.Deployments.DeploymentSamples;

namespace Orchestrator.Planning.Tests.Deployments;

public sealed class DeploymentConditionTests
{
    [Theory]
    [InlineData(8, ConditionStatus.True, "MinimumReplicasAvailable", "Deployment has minimum availability.")]
    [InlineData(7, ConditionStatus.False, "MinimumReplicasUnavailable", "Deployment does not have minimum availability.")]
    public void Available_by_how_many_may_be_missing(int available, string status, string reason, string message)
    {
        var plan = DeploymentPlanner.Plan(Web(10, surge: 0, unavailable: 2), [Set("web:1", 1, 10, available)], Now);

        var condition = plan.Condition(DeploymentConditionType.Available)!;
        Assert.Equal((status, reason, message), (condition.Status, condition.Reason, condition.Message));
        Assert.Equal((Now, Now), (condition.LastUpdateTime, condition.LastTransitionTime));
        Assert.Equal(10 - available, plan.Status.UnavailableReplicas);
    }

    [Fact]
    public void Progressing_follows_a_rollout_from_its_beginning_to_its_end()
    {
        var (created, moving, complete) = (Web(2), Set("web:1", 1, 2, 1, (2, 3)), Set("web:1", 1, 2, 2, (2, 3)));
        var first = DeploymentPlanner.Plan(created, [], Now);
        var second = DeploymentPlanner.Plan(created.After(first), [moving], Now.AddSeconds(5));
        var third = DeploymentPlanner.Plan(created.After(second), [complete], Now.AddSeconds(9));
        var fourth = DeploymentPlanner.Plan(created.After(third), [complete], Now.AddHours(1));

        var name = complete.Name;
        Assert.Equal($"Created new replica set \"{name}\"", first.Condition(DeploymentConditionType.Progressing)?.Message);
        Assert.Equal($"ReplicaSet \"{name}\" is progressing.", second.Condition(DeploymentConditionType.Progressing)?.Message);
        var end = third.Condition(DeploymentConditionType.Progressing)!;
        Assert.Equal(($"ReplicaSet \"{name}\" has successfully progressed.", ConditionStatus.True), (end.Message, end.Status));
        Assert.Equal((Now, Now.AddSeconds(9)), (end.LastTransitionTime, end.LastUpdateTime));
        Assert.Equal(end, fourth.Condition(DeploymentConditionType.Progressing));
        Assert.Null(third.LookAgainIn);
    }

    [Fact]
    public void Progressing_nothing_moves_the_deadline_passes()
    {
        var web = Web(2);
        web = web with { Spec = web.Spec with { ProgressDeadlineSeconds = 60 } };
        var stuck = Set("web:1", 1, 2, 0, (2, 3));
        var moved = web.After(DeploymentPlanner.Plan(web, [stuck], Now));

        var before = DeploymentPlanner.Plan(moved, [stuck], Now.AddSeconds(59));
        var after = DeploymentPlanner.Plan(moved, [stuck], Now.AddSeconds(60));
        var later = DeploymentPlanner.Plan(moved.After(after), [stuck], Now.AddSeconds(500));

        Assert.Equal(TimeSpan.FromSeconds(1), before.LookAgainIn);
        var condition = after.Condition(DeploymentConditionType.Progressing)!;
        Assert.Equal((ConditionStatus.False, "ProgressDeadlineExceeded"), (condition.Status, condition.Reason));
        Assert.Equal($"ReplicaSet \"{stuck.Name}\" has timed out progressing.", condition.Message);
        Assert.Null(after.LookAgainIn);
        Assert.Equal(condition, later.Condition(DeploymentConditionType.Progressing));
    }

    [Fact]
    public void Progressing_moves_again_after_the_deadline_holds_again()
    {
        var web = Web(2);
        var stuck = Set("web:1", 1, 2, 0, (2, 3));
        var moved = web.After(DeploymentPlanner.Plan(web, [stuck], Now));
        var failed = moved.After(DeploymentPlanner.Plan(moved, [stuck], Now.AddHours(1)));

        var plan = DeploymentPlanner.Plan(failed, [stuck with { Ready = 1, Available = 1 }], Now.AddHours(2));

        Assert.Equal(DeploymentReason.ReplicaSetUpdated, plan.Condition(DeploymentConditionType.Progressing)?.Reason);
        Assert.Equal(Now.AddHours(2), plan.Condition(DeploymentConditionType.Progressing)?.LastTransitionTime);
    }

    [Fact]
    public void Progressing_no_deadline_is_not_told()
    {
        var web = Web(2);
        web = web with { Spec = web.Spec with { ProgressDeadlineSeconds = int.MaxValue } };

        Assert.Null(DeploymentPlanner.Plan(web, [], Now).Condition(DeploymentConditionType.Progressing));
    }

    [Fact]
    public void Progressing_paused_and_resumed_the_clock_starts_anew()
    {
        var set = Set("web:1", 1, 2, 0, (2, 3));
        var web = Web(2);
        var paused = web.After(DeploymentPlanner.Plan(web, [set], Now)).Paused();
        var pause = DeploymentPlanner.Plan(paused, [set], Now.AddHours(1));
        var resume = DeploymentPlanner.Plan(paused.After(pause).Paused(false), [set], Now.AddHours(9));

        Assert.Equal(("DeploymentPaused", ConditionStatus.Unknown), Said(pause));
        Assert.Null(pause.LookAgainIn);
        Assert.Equal(("DeploymentResumed", ConditionStatus.Unknown), Said(resume));
        Assert.Equal(TimeSpan.FromMinutes(10), resume.LookAgainIn);
    }

    [Fact]
    public void ReplicaFailure_of_a_set_is_the_deployments_until_it_is_gone()
    {
        var web = Web(2);
        var failing = Set("web:1", 1, 2, 0, (2, 3)) with { Failure = "no more" };
        var failed = DeploymentPlanner.Plan(web, [failing], Now);
        var well = DeploymentPlanner.Plan(web.After(failed), [failing with { Failure = null }], Now.AddSeconds(1));

        Assert.Equal("no more", failed.Condition(DeploymentConditionType.ReplicaFailure)?.Message);
        Assert.Null(well.Condition(DeploymentConditionType.ReplicaFailure));
    }

    private static (string?, string?) Said(DeploymentPlan plan) =>
        plan.Condition(DeploymentConditionType.Progressing) is { } condition ? (condition.Reason, condition.Status) : default;
}
