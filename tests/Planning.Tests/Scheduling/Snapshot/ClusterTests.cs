using static Orchestrator.Planning.Tests.Scheduling.ClusterSamples;

namespace Orchestrator.Planning.Tests.Scheduling.Snapshot;

public sealed class ClusterTests
{
    [Theory]
    [InlineData(null, "train", 1)]
    [InlineData("train", null, 0)]
    [InlineData("train", "other", 0)]
    public void Confirm_pod_that_is_of_another_group_now_counts_there_alone(string? before, string? after, int inTrain)
    {
        var cluster = ClusterOf(Machine("a")).With("a", Pod("1", Profile()) with { Gang = before });

        Assert.True(cluster.Confirm(Pod("1", Profile()) with { Gang = after }, "a"));

        Assert.Equal(inTrain, cluster.InGang("default", "train"));
        Assert.True(cluster.Unbind("uid-1"));
        Assert.Equal(0, cluster.InGang("default", "train"));
    }
}
