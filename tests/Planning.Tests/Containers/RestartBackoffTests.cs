using Orchestrator.Planning.Containers;

namespace Orchestrator.Planning.Tests.Containers;

public sealed class RestartBackoffTests
{
    [Fact]
    public void Next_crashing_at_once_doubles_from_nothing_to_five_minutes()
    {
        var delays = new List<double>();
        TimeSpan? before = null;
        for (var restart = 0; restart < 9; restart++)
        {
            before = RestartBackoff.Next(before, TimeSpan.FromSeconds(1));
            delays.Add(before.Value.TotalSeconds);
        }

        Assert.Equal([0, 10, 20, 40, 80, 160, 300, 300, 300], delays);
    }

    [Theory]
    [InlineData(300, 599, 300)]
    [InlineData(300, 600, 0)]
    [InlineData(40, 60, 80)]
    public void Next_is_forgotten_after_ten_minutes_of_running(int before, int ran, int next) =>
        Assert.Equal(TimeSpan.FromSeconds(next), RestartBackoff.Next(TimeSpan.FromSeconds(before), TimeSpan.FromSeconds(ran)));

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 20)]
    [InlineData(5, 160)]
    [InlineData(6, 300)]
    [InlineData(int.MaxValue, 300)]
    public void AfterFailures_doubles_to_five_minutes(int failures, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RestartBackoff.AfterFailures(failures));

    [Fact]
    public void AfterFailures_none_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => RestartBackoff.AfterFailures(0));
}
