using Microsoft.Extensions.Logging;
using Orchestrator.Agent.Pressure;
using Orchestrator.Agent.Stats;
using Orchestrator.Containers;
using Orchestrator.Planning.Images;

namespace Orchestrator.Agent.Images;

/// <summary>Removes images that nothing uses, when the engine's file system fills up or somebody needs room.</summary>
/// <param name="engine">The engine.</param>
/// <param name="inventory">What images there are.</param>
/// <param name="disk">What is left of the file system of a folder.</param>
/// <param name="options">The thresholds.</param>
/// <param name="events">Where it is told.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">The log.</param>
internal sealed partial class ImageCollector(
    IContainerEngine engine, ImageInventory inventory, Func<string, FileSystemUsage> disk, ImageOptions options, NodeEvents events, TimeProvider clock, ILogger log) : IRoom, IDisposable
{
    private readonly ImageThresholds _thresholds = new(options.HighThresholdPercent, options.LowThresholdPercent, options.MinimumAge);

    // One at a time: two would count the same images as room to come.
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Called when an image has been removed.</summary>
    public Action Removed { get; init; } = () => { };

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>Looks again and again until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(options.Period, clock, cancellationToken);
            try
            {
                await CollectAsync(cancellationToken);
            }
            catch (EngineException e) when (e.Fault == EngineFault.Unavailable)
            {
                // The agent itself says that the engine is away.
                LogEngineAway(log, e);
            }
            catch (Exception e) when (e is EngineException or IOException)
            {
                LogFailed(log, e);
                events.Warning("ImageGCFailed", $"The images of this node could not be cleaned up: {e.Message}");
            }
        }
    }

    /// <summary>Frees disk down to the low threshold, if the high one is reached.</summary>
    /// <exception cref="EngineException">The engine failed.</exception>
    /// <exception cref="IOException">The engine's file system cannot be seen from here.</exception>
    public async Task CollectAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // Looked at each time, short of disk or not, so that it is known what was used last.
            var images = await inventory.ReadAsync(cancellationToken);
            if (options.Collection == ImageCollection.None)
            {
                return;
            }

            var folder = (await engine.GetInfoAsync(cancellationToken)).DataRoot;
            var before = disk(folder);
            if (_thresholds.TargetBytes(before.CapacityBytes, before.AvailableBytes) is not { } target)
            {
                return;
            }

            await RemoveAsync(images, () => disk(folder).AvailableBytes >= target, cancellationToken);
            var after = disk(folder);
            if (after.AvailableBytes < target)
            {
                events.Warning(
                    "FreeDiskSpaceFailed",
                    $"The file system of {folder} is to have {MiB(target)} MiB available and has {MiB(after.AvailableBytes)} MiB after all images were removed that could be.");
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async Task ReclaimAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await RemoveAsync(await inventory.ReadAsync(cancellationToken), () => false, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    // The file system is asked each time, because images share layers: their sizes do not add up to what goes.
    private async Task RemoveAsync(IReadOnlyList<(ImageOnNode Image, ImageSummary Summary)> images, Func<bool> enough, CancellationToken cancellationToken)
    {
        foreach (var image in ImagePlanner.Plan(images.Select(each => each.Image), options.MinimumAge, clock.GetUtcNow()))
        {
            if (enough())
            {
                return;
            }

            var summary = images.First(each => each.Image == image).Summary;
            try
            {
                await engine.RemoveImageAsync(image.Id, cancellationToken);
                Removed();
                LogRemoved(log, summary.References.Count > 0 ? summary.References[0] : image.Id, summary.SizeBytes);
            }
            catch (EngineException e) when (e.Fault == EngineFault.Conflict)
            {
                // Somebody has made a container of it since it was looked at.
                LogTaken(log, e, image.Id);
            }
        }
    }

    private static long MiB(long bytes) => bytes / (1024 * 1024);
}
