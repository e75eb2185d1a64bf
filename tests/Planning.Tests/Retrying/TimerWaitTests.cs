using Orchestrator.Planning.Retrying;

namespace Orchestrator.Planning.Tests.Retrying;

public sealed class TimerWaitTests
{
    [Fact]
    public void Bounded_is_something_that_every_timer_takes()
    {
        foreach (var wait in new[] { TimeSpan.MinValue, TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromDays(50), TimeSpan.MaxValue })
        {
            using var timer = TimeProvider.System.CreateTimer(_ => { }, null, TimerWait.Bounded(wait), Timeout.InfiniteTimeSpan);
        }
    }

    [Theory]
    [InlineData(-5, 0)]
    [InlineData(3, 3)]
    [InlineData(41, 40)]
    public void Bounded_changes_only_what_is_out_of_bounds(int days, int bounded) =>
        Assert.Equal(TimeSpan.FromDays(bounded), TimerWait.Bounded(TimeSpan.FromDays(days)));
}
