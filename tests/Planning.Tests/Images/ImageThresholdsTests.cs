using Orchestrator.Planning.Images;

namespace Orchestrator.Planning.Tests.Images;

public sealed class ImageThresholdsTests
{
    private static readonly ImageThresholds Default = new(85, 80, TimeSpan.FromMinutes(2));

    [Theory]
    [InlineData(1000, 151, null)]
    [InlineData(1000, 150, 200L)]
    [InlineData(1000, 0, 200L)]
    [InlineData(1000, -5, 200L)]
    [InlineData(0, 0, null)]
    [InlineData(long.MaxValue, 1, long.MaxValue / 5)]
    public void Target_is_the_low_threshold_once_the_high_one_is_reached(long capacity, long available, long? target) =>
        Assert.Equal(target, Default.TargetBytes(capacity, available));

    [Fact]
    public void Plan_has_the_least_recently_used_first_and_leaves_out_what_must_stay()
    {
        var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        ImageOnNode Image(string id, int seen, int? used = null) => new()
        {
            Id = id, InUse = false, Removable = true, FirstSeenAt = now.AddMinutes(-seen), LastUsedAt = used is { } minutes ? now.AddMinutes(-minutes) : null,
        };
        ImageOnNode[] images =
        [
            Image("recent", 100, 3), Image("never-b", 20), Image("never-a", 20), Image("never-old", 30), Image("young", 1), Image("early", 100, 50),
            Image("used", 100, 60) with { InUse = true }, Image("foreign", 100, 70) with { Removable = false },
        ];

        Assert.Equal(["never-old", "never-a", "never-b", "early", "recent"], ImagePlanner.Plan(images, TimeSpan.FromMinutes(2), now).Select(image => image.Id));
    }
}
