using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Agent.Images;
using Orchestrator.Agent.Tests.Support;

namespace Orchestrator.Agent.Tests.Images;

public sealed class ImageWatchTests
{
    [Theory]
    [InlineData(-1, "docker.io/library/here:latest docker.io/team/web:1 example.com/a:2")]
    [InlineData(2, "docker.io/library/here:latest docker.io/team/web:1")]
    [InlineData(0, "")]
    public async Task Images_are_named_in_full_and_are_no_more_than_wanted(int most, string names)
    {
        using var room = new StoreOfPod();
        await room.Engine.ImportImageAsync("example.com/a:2", Stream.Null, [], default);
        await room.Engine.ImportImageAsync("team/web:1", Stream.Null, [], default);
        var watch = new ImageWatch(room.Engine, new ImageOptions { ReportedMax = most }, room.Clock, NullLogger.Instance);

        var images = await watch.ReportAsync(default);

        Assert.Equal(names, string.Join(' ', images.SelectMany(image => image.Names)));
    }

    [Fact]
    public async Task Node_tells_of_an_image_that_was_pulled_and_says_nothing_where_none_has_come()
    {
        await using var world = new World();
        world.Options.Images.ReportPeriod = TimeSpan.FromSeconds(10);
        world.Options.HeartbeatPeriod = TimeSpan.FromHours(23);
        world.Engine.InRegistry.Add("web");
        await world.StartAgentAsync();
        await World.UntilAsync(() => world.Clock.IsAwaited(world.Clock.GetUtcNow() + world.Options.HeartbeatPeriod), "the node has said all that it has to say");
        world.Run(Samples.Pod("web", image: "web"));
        await world.ReportedRunningAsync("uid-web");

        await world.DriveUntilAsync(() => Tells(world, "docker.io/library/web:latest"), "the node tells of the image");
        var said = world.ControlPlane.RegistrationsAskedAt.Count;
        world.Run(Samples.Pod("again", image: "web"));
        await world.ReportedRunningAsync("uid-again");
        await world.Engine.ImportImageAsync("by-hand:1", Stream.Null, [], default);
        await world.DriveUntilAsync(() => Tells(world, "docker.io/library/by-hand:1"), "the node tells of the other, too");

        Assert.Equal(said + 1, world.ControlPlane.RegistrationsAskedAt.Count);
    }

    private static bool Tells(World world, string image) => world.ControlPlane.Registration?.Images.Any(one => one.Names.Contains(image)) == true;
}
