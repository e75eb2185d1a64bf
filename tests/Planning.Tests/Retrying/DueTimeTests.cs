using Orchestrator.Planning.Retrying;

namespace Orchestrator.Planning.Tests.Retrying;

public sealed class DueTimeTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-3600, -3590)]
    [InlineData(-5, 5)]
    [InlineData(0, 10)]
    [InlineData(60, 70)]
    [InlineData(61, 0)]
    [InlineData(1800, 0)]
    public void After_is_the_delay_after_it_unless_the_clock_was_set_back_since(double happenedSeconds, double dueSeconds) =>
        Assert.Equal(Now.AddSeconds(dueSeconds), DueTime.After(Now.AddSeconds(happenedSeconds), TimeSpan.FromSeconds(10), Now));
}
