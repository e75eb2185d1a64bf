using Orchestrator.Containers;

namespace Orchestrator.Agent.Tests.Images;

public sealed class ProgressTests
{
    private const long MiB = 1024 * 1024;

    [Fact]
    public async Task Progress_is_told_at_most_once_in_half_a_minute_over_all_layers()
    {
        using var room = new StoreOfPod();
        room.Engine.InRegistry.Add("web");
        room.Engine.OnPull = (_, _, progress, _) =>
        {
            progress!.Report(new PullProgress("", "Pulling from library/web", 0, 0));
            progress.Report(new PullProgress("one", "Downloading", 2 * MiB, 10 * MiB));
            room.Clock.Advance(TimeSpan.FromSeconds(29));
            progress.Report(new PullProgress("two", "Downloading", 2 * MiB, 30 * MiB));
            room.Clock.Advance(TimeSpan.FromSeconds(1));
            progress.Report(new PullProgress("one", "Download complete", 0, 0));
            progress.Report(new PullProgress("two", "Downloading", 20 * MiB, 30 * MiB));
            room.Clock.Advance(TimeSpan.FromSeconds(29));
            progress.Report(new PullProgress("two", "Downloading", 25 * MiB, 30 * MiB));
            return Task.CompletedTask;
        };

        await room.EnsureAsync("web");

        Assert.Equal(["Pulling: Pulling image \"web\"", "Pulling: Pulling image \"web\": 12 of 40 MiB"], room.Events.Texts.SkipLast(1));
        Assert.StartsWith("Pulled: Successfully pulled image \"web\" in 59.0s", room.Events.Texts.Last(), StringComparison.Ordinal);
    }
}
