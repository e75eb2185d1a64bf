using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Agent.Images;
using Orchestrator.Agent.Stats;
using Orchestrator.Containers;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Tests.Images;

/// <summary>Each image of these tests takes ten of a hundred bytes.</summary>
public sealed class CollectorTests
{
    private readonly List<string> _wanted = [];
    private int _othersBytes;

    [Fact]
    public async Task Images_go_from_the_least_recently_used_until_the_low_threshold_is_reached()
    {
        using var room = await WithImagesAsync("a", "b", "c", "d", "e");
        using var collector = Collector(room);
        await room.EnsureAsync("a");
        room.Clock.Advance(TimeSpan.FromMinutes(10));
        _othersBytes = 35;

        await collector.CollectAsync(default);

        Assert.Equal(["a", "d", "e", "here"], await ImagesAsync(room));
    }

    [Fact]
    public async Task Below_the_high_threshold_everything_stays()
    {
        using var room = await WithImagesAsync("a", "b");
        using var collector = Collector(room);
        room.Clock.Advance(TimeSpan.FromDays(1));
        _othersBytes = 54;

        await collector.CollectAsync(default);

        Assert.Equal(["a", "b", "here"], await ImagesAsync(room));
    }

    [Fact]
    public async Task What_is_used_bound_young_or_somebody_elses_stays()
    {
        using var room = await WithImagesAsync("old", "used", "bound");
        using var collector = Collector(room);
        room.Clock.Advance(TimeSpan.FromMinutes(10));
        await room.Engine.CreateContainerAsync(new ContainerSpec { Name = "foreign", Image = "used", Labels = new Dictionary<string, string>() }, default);
        _wanted.Add("docker.io/library/bound:latest");
        room.Engine.InRegistry.Add("young");
        await room.EnsureAsync("young");

        await collector.ReclaimAsync(default);

        Assert.Equal(["bound", "here", "used", "young"], await ImagesAsync(room));
    }

    [Fact]
    public async Task Image_that_was_there_before_the_agent_pulled_it_anew_stays()
    {
        using var room = await WithImagesAsync();
        using var collector = Collector(room);
        room.Engine.InRegistry.Add("here");
        await room.EnsureAsync("here", ImagePullPolicy.Always);
        room.Clock.Advance(TimeSpan.FromMinutes(10));

        await collector.ReclaimAsync(default);

        Assert.Equal(["here"], await ImagesAsync(room));
    }

    [Theory]
    [InlineData(ImageCollection.All, 1)]
    [InlineData(ImageCollection.None, 4)]
    public async Task Setting_decides_which_images_may_go(ImageCollection collection, int left)
    {
        using var room = await WithImagesAsync("a");
        await room.Engine.ImportImageAsync("orchestrator/sandbox:1", Stream.Null, [], default);
        await room.Engine.ImportImageAsync("by-hand", Stream.Null, [], default);
        using var collector = Collector(room, collection);
        await collector.CollectAsync(default);
        room.Clock.Advance(TimeSpan.FromMinutes(10));

        await collector.ReclaimAsync(default);

        var images = await ImagesAsync(room);
        Assert.Equal(left, images.Count);
        Assert.Contains("orchestrator/sandbox:1", images);
    }

    [Fact]
    public async Task Disk_that_stays_full_is_told_by_an_event_of_the_node()
    {
        using var room = await WithImagesAsync("a");
        using var collector = Collector(room);
        room.Clock.Advance(TimeSpan.FromMinutes(10));
        _othersBytes = 90;

        await collector.CollectAsync(default);

        Assert.Equal(["here"], await ImagesAsync(room));
        Assert.Contains(room.Events.Texts, text => text.StartsWith("FreeDiskSpaceFailed: The file system of /var/lib/docker", StringComparison.Ordinal));
    }

    private static async Task<StoreOfPod> WithImagesAsync(params string[] images)
    {
        var room = new StoreOfPod();
        foreach (var image in images)
        {
            room.Engine.InRegistry.Add(image);
            await room.EnsureAsync(image);
            room.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        return room;
    }

    private ImageCollector Collector(StoreOfPod room, ImageCollection collection = ImageCollection.Pulled)
    {
        var inventory = new ImageInventory(room.Engine, room.Ledger, collection, () => _wanted, room.Clock);
        var options = new ImageOptions { Collection = collection };
        var events = new NodeEvents(room.Events, new NodeAgentOptions { NodeName = "worker-a" }, room.Clock);
        return new ImageCollector(room.Engine, inventory, _ => Disk(room), options, events, room.Clock, NullLogger.Instance);
    }

    private FileSystemUsage Disk(StoreOfPod room)
    {
        var images = room.Engine.ListImagesAsync(default).GetAwaiter().GetResult().Count;
        return new FileSystemUsage(Math.Max(0, 100 - _othersBytes - (10 * images)), 100, 0, 0);
    }

    private static async Task<List<string>> ImagesAsync(StoreOfPod room) =>
        [.. (await room.Engine.ListImagesAsync(default)).SelectMany(image => image.References).Order(StringComparer.Ordinal)];
}
