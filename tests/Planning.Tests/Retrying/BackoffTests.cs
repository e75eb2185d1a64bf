using Orchestrator.Planning.Retrying;

namespace Orchestrator.Planning.Tests.Retrying;

public sealed class BackoffTests
{
    private static readonly Backoff Short = new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(5));

    [Fact]
    public void Next_after_each_delay_is_its_double_up_to_the_longest()
    {
        var delays = new List<double>();
        for (var delay = Short.Next(TimeSpan.Zero); delays.Count < 7; delay = Short.Next(delay))
        {
            delays.Add(delay.TotalMilliseconds);
        }

        Assert.Equal([250, 500, 1000, 2000, 4000, 5000, 5000], delays);
    }

    [Fact]
    public void Next_first_delay_above_the_longest_is_the_longest() =>
        Assert.Equal(TimeSpan.FromSeconds(1), new Backoff(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1)).Next(TimeSpan.Zero));

    [Fact]
    public void Next_without_a_bound_that_matters_does_not_overflow() =>
        Assert.Equal(TimeSpan.MaxValue, new Backoff(TimeSpan.FromSeconds(1), TimeSpan.MaxValue).AfterFailures(int.MaxValue));

    [Theory]
    [InlineData(1, 250)]
    [InlineData(2, 500)]
    [InlineData(5, 4000)]
    [InlineData(6, 5000)]
    [InlineData(int.MaxValue, 5000)]
    public void AfterFailures_doubles_with_each_up_to_the_longest(int failures, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Short.AfterFailures(failures));

    [Fact]
    public void AfterFailures_none_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => Short.AfterFailures(0));
}
