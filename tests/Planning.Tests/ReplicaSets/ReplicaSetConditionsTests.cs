using Orchestrator.Planning.ReplicaSets;
using Orchestrator.Resources.Apps;

namespace Orchestrator.Planning.Tests.ReplicaSets;

public sealed class ReplicaSetConditionsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void WithFailure_same_reason_again_changes_nothing()
    {
        var failed = ReplicaSetConditions.WithFailure(new ReplicaSetStatus(), "FailedCreate", "no more", Now);

        Assert.Same(failed, ReplicaSetConditions.WithFailure(failed, "FailedCreate", "still no more", Now.AddSeconds(1)));
        var condition = Assert.Single(failed.Conditions);
        Assert.Equal(("ReplicaFailure", "True", "FailedCreate", "no more"), (condition.Type, condition.Status, condition.Reason, condition.Message));
    }

    [Fact]
    public void WithFailure_another_reason_keeps_the_time_since_when_it_fails()
    {
        var failed = ReplicaSetConditions.WithFailure(new ReplicaSetStatus(), "FailedCreate", "no more", Now);

        var condition = Assert.Single(ReplicaSetConditions.WithFailure(failed, "FailedDelete", "no less", Now.AddSeconds(1)).Conditions);

        Assert.Equal(("FailedDelete", Now), (condition.Reason, condition.LastTransitionTime));
    }

    [Fact]
    public void WithoutFailure_takes_it_away_and_nothing_else()
    {
        var other = new ReplicaSetCondition { Type = "Other", Status = "True" };
        var failed = ReplicaSetConditions.WithFailure(new ReplicaSetStatus { Conditions = [other], Replicas = 2 }, "FailedCreate", "no more", Now);

        var well = ReplicaSetConditions.WithoutFailure(failed);

        Assert.Equal(other, Assert.Single(well.Conditions));
        Assert.Equal(2, well.Replicas);
    }
}
