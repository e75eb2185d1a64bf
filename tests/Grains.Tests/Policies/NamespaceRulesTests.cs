using Orchestrator.Contracts.Reading;
using Orchestrator.Grains.Admitting;
using Orchestrator.Grains.Tests.Support;

namespace Orchestrator.Grains.Tests.Policies;

/// <summary>However many pods come at once, the rules of their namespace are read once.</summary>
public sealed class NamespaceRulesTests
{
    private readonly HeldReader _reader = new();
    private readonly StillTime _clock = new();

    [Fact]
    public async Task Those_who_ask_while_rules_are_read_wait_for_the_same_answer_and_it_counts_for_a_second_from_its_beginning()
    {
        var rules = new NamespaceRules(_reader, _clock);
        var asking = Enumerable.Range(0, 100).Select(_ => rules.LimitRangesAsync("a")).ToList();

        Assert.Equal(1, _reader.Asked);
        _reader.Answer();
        Assert.All(await Task.WhenAll(asking), ranges => Assert.Empty(ranges));

        _clock.Passed = TimeSpan.FromSeconds(2);
        _ = rules.LimitRangesAsync("a");
        Assert.Equal(2, _reader.Asked);
        _ = rules.LimitRangesAsync("b");
        Assert.Equal(3, _reader.Asked);
    }

    [Fact]
    public async Task Failure_is_told_to_those_who_waited_and_the_next_asks_again()
    {
        var rules = new NamespaceRules(_reader, _clock);
        var (first, second) = (rules.PriorityClassesAsync(), rules.PriorityClassesAsync());

        _reader.Fail();

        await Assert.ThrowsAsync<StorageUnavailableException>(() => first);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => second);
        var third = rules.PriorityClassesAsync();
        Assert.Equal(2, _reader.Asked);
        _reader.Answer();
        Assert.Empty(await third);
    }

    private sealed class StillTime : TimeProvider
    {
        public TimeSpan Passed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Passed.Ticks;
    }
}
