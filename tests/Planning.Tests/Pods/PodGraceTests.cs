using Orchestrator.Planning.Pods;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Tests.Pods;

public sealed class PodGraceTests
{
    [Theory]
    [InlineData(null, 30)]
    [InlineData(0L, 0)]
    [InlineData(600L, 600)]
    [InlineData(-1L, 0)]
    [InlineData(long.MaxValue, int.MaxValue)]
    public void Grace_is_the_pods_own_within_what_a_date_holds(long? declared, long seconds) =>
        Assert.Equal(seconds, PodGrace.Of(new PodSpec { TerminationGracePeriodSeconds = declared }).TotalSeconds);
}
