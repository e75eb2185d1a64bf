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

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(10, false)]
    [InlineData(11, true)]
    public void HasCome_what_is_further_ahead_than_it_can_have_been_set_counts_as_past(double atSeconds, bool hasCome) =>
        Assert.Equal(hasCome, DueTime.HasCome(Now.AddSeconds(atSeconds), TimeSpan.FromSeconds(10), Now));
}
