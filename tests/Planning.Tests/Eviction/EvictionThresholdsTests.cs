using Orchestrator.Planning.Eviction;

namespace Orchestrator.Planning.Tests.Eviction;

public sealed class EvictionThresholdsTests
{
    [Theory]
    [InlineData("memory.available<100Mi", 1000, 104857600)]
    [InlineData(" memory.available < 10% ", 1000, 100)]
    [InlineData("memory.available<2.5%", 1000, 25)]
    [InlineData("memory.available<1Gi", 1, 1073741824)]
    public void Threshold_is_an_amount_or_a_share_of_the_capacity(string text, long capacity, long amount) =>
        Assert.Equal(amount, Assert.Single(EvictionThresholds.Parse(text)).AmountOf(capacity));

    [Theory]
    [InlineData("memory.available", "SIGNAL<AMOUNT")]
    [InlineData("memory.free<1Mi", "memory.available")]
    [InlineData("memory.available<-1Mi", "\"-1Mi\"")]
    [InlineData("memory.available<lots", "\"lots\"")]
    [InlineData("memory.available<101%", "between 0% and 100%")]
    [InlineData("memory.available<1Mi,memory.available<2Mi", "more than once")]
    public void Text_that_is_no_threshold_is_named(string text, string said) =>
        Assert.Contains(said, Assert.Throws<FormatException>(() => EvictionThresholds.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Defaults_are_thresholds() => Assert.All(EvictionThresholds.Parse(EvictionThresholds.DefaultHard), threshold => Assert.True(threshold.Hard));

    [Theory]
    [InlineData("Guaranteed", 1, 1000, -997)]
    [InlineData("BestEffort", 0, 1000, 1000)]
    [InlineData("Burstable", 0, 1000, 999)]
    [InlineData("Burstable", 500, 1000, 500)]
    [InlineData("Burstable", 1000, 1000, 3)]
    public void Oom_score_follows_class_and_request(string qos, long request, long capacity, int score) =>
        Assert.Equal(score, OomScore.Adjustment(qos, request, capacity));
}
