using Orchestrator.Planning.Deployments;
using static Orchestrator.Planning.Tests.Deployments.DeploymentSamples;

namespace Orchestrator.Planning.Tests.Deployments;

public sealed class DeploymentScalingTests
{
    [Theory]
    [InlineData(3, 10)]
    [InlineData(10, 3)]
    [InlineData(10, 0)]
    public void Plan_one_active_set_it_gets_the_wanted_size(int before, int wanted)
    {
        var set = Set("web:1", 1, before, scaledFor: (before, before + 1));

        Assert.Equal([wanted], SizesAfter(DeploymentPlanner.Plan(Web(wanted), [set], Now), set));
    }

    [Fact]
    public void Plan_documented_example_ten_to_fifteen_in_the_middle_of_a_rollout_shares_by_size()
    {
        // Kubernetes' documentation, "Deployment", proportional scaling: 8 old and 5 new of 10 with surge 3; 5 more are 3 for the larger and 2 for the smaller.
        var (older, newer) = (Set("web:1", 1, 8, scaledFor: (10, 13)), Set("web:2", 2, 5, available: 0, scaledFor: (10, 13)));

        var plan = DeploymentPlanner.Plan(Web(15, "web:2", 3, 2), [older, newer], Now);

        Assert.Equal([11, 7], SizesAfter(plan, older, newer));
        Assert.All(plan.Change, change => Assert.Equal("15", change.Annotations[DeploymentAnnotation.DesiredReplicas]));
        Assert.All(plan.Change, change => Assert.Equal("18", change.Annotations[DeploymentAnnotation.MaxReplicas]));
        Assert.Equal(TimeSpan.Zero, plan.LookAgainIn);
    }

    [Theory]
    [InlineData(5, 5, 5, 2, 3)] // of equals the oldest shrinks first, and has what rounding leaves
    [InlineData(6, 4, 20, 12, 8)]
    [InlineData(6, 4, 0, 0, 0)]
    public void Plan_several_active_sets_each_gets_its_share(int olderSize, int newerSize, int wanted, int olderAfter, int newerAfter)
    {
        var before = olderSize + newerSize;
        var (older, newer) = (Set("web:1", 1, olderSize, scaledFor: (before, before)), Set("web:2", 2, newerSize, available: 0, scaledFor: (before, before)));

        var plan = DeploymentPlanner.Plan(Web(wanted, "web:2", 0, 1), [older, newer], Now);

        Assert.Equal([olderAfter, newerAfter], SizesAfter(plan, older, newer));
    }

    [Fact]
    public void Plan_scaled_while_the_template_changed_too_the_size_comes_first()
    {
        var set = Set("web:1", 1, 3, scaledFor: (3, 4));

        var plan = DeploymentPlanner.Plan(Web(6, "web:2"), [set], Now);

        Assert.Null(plan.Create);
        Assert.Equal([6], SizesAfter(plan, set));
    }

    [Fact]
    public void Plan_paused_scales_and_does_not_roll()
    {
        var (older, newer) = (Set("web:1", 1, 3, scaledFor: (3, 4)), Set("web:2", 2, 0));

        Assert.Empty(DeploymentPlanner.Plan(Web(3, "web:2").Paused(), [older], Now).Change);
        Assert.Null(DeploymentPlanner.Plan(Web(3, "web:2").Paused(), [older], Now).Create);
        Assert.Equal([6, 0], SizesAfter(DeploymentPlanner.Plan(Web(6, "web:2").Paused(), [older, newer], Now), older, newer));
    }
}
