using Orchestrator.TestKit;

namespace Orchestrator.Agent.Tests;

public sealed class NewsTests
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);
    private readonly ManualTimeProvider _clock = new();
    private readonly News _news = new();

    [Fact]
    public async Task Many_before_a_wait_end_it_at_once_and_are_one()
    {
        _news.Add();
        _news.Add();

        Assert.True(await _news.WaitAsync(Period, _clock, default).WaitAsync(Bound));
        Assert.False(_news.Take());
    }

    [Fact]
    public async Task One_that_comes_ends_the_wait_before_its_time()
    {
        var waiting = _news.WaitAsync(Period, _clock, default);
        Assert.False(waiting.IsCompleted);

        _news.Add();

        Assert.True(await waiting.WaitAsync(Bound));
    }

    [Fact]
    public async Task None_lets_the_wait_take_its_time()
    {
        var waiting = _news.WaitAsync(Period, _clock, default);
        _clock.Advance(Period - TimeSpan.FromTicks(1));
        Assert.False(waiting.IsCompleted);

        _clock.Advance(TimeSpan.FromTicks(1));

        Assert.False(await waiting.WaitAsync(Bound));
    }

    [Fact]
    public async Task Cancelled_the_wait_ends_and_news_stay_for_the_next()
    {
        using var stop = new CancellationTokenSource();
        var waiting = _news.WaitAsync(Period, _clock, stop.Token);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Bound));
        _news.Add();

        Assert.True(_news.Take());
    }
}
