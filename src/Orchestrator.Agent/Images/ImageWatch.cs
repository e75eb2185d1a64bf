using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orchestrator.Containers;
using Orchestrator.Planning.Images;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Images;

/// <summary>
/// What the node tells of its images, by which schedulers place pods where theirs is already: names in full, and no more than the largest. It looks again after a pull and a removal,
/// and every now and then, because the engine may have other users.
/// </summary>
/// <param name="engine">The engine.</param>
/// <param name="options">How many are told, and how often it looks.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">The log.</param>
internal sealed partial class ImageWatch(IContainerEngine engine, ImageOptions options, TimeProvider clock, ILogger log)
{
    // Kubernetes' limit, too.
    private const int NamesMax = 5;

    // Many pulls that end one after the other are told together.
    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(1);

    private readonly News _news = new();
    private IReadOnlyList<ContainerImage>? _told;

    /// <summary>Called when there is something else to tell than before.</summary>
    public Action Changed { get; init; } = () => { };

    /// <summary>An image has come or gone.</summary>
    public void LookAgain() => _news.Add();

    /// <summary>The images to tell of; the first time, the engine is asked.</summary>
    /// <exception cref="EngineException">The engine failed.</exception>
    public async Task<ImmutableArray<ContainerImage>> ReportAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _told) is null)
        {
            Volatile.Write(ref _told, await ReadAsync(cancellationToken));
        }

        return [.. _told!];
    }

    /// <summary>Looks again and again until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await WaitAsync(cancellationToken);
            try
            {
                await LookAsync(cancellationToken);
            }
            catch (EngineException e)
            {
                // What was told stays so until the engine can be asked again.
                LogLookFailed(log, e);
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var images = await ReadAsync(cancellationToken);
        var told = Volatile.Read(ref _told);
        if (told is null || !told.SequenceEqual(images, SameImage.Comparer))
        {
            Volatile.Write(ref _told, images);
            Changed();
        }
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        if (await _news.WaitAsync(options.ReportPeriod, clock, cancellationToken))
        {
            await Task.Delay(Gathering, clock, cancellationToken);
            _news.Take();
        }
    }

    private async Task<IReadOnlyList<ContainerImage>> ReadAsync(CancellationToken cancellationToken)
    {
        var images = await engine.ListImagesAsync(cancellationToken);
        var named = images.Select(image => new ContainerImage { Names = Names(image), SizeBytes = image.SizeBytes })
            .Where(image => !image.Names.IsEmpty)
            .OrderByDescending(image => image.SizeBytes)
            .ThenBy(image => image.Names[0], StringComparer.Ordinal);
        return [.. options.ReportedMax < 0 ? named : named.Take(options.ReportedMax)];
    }

    // Digests first, as Kubernetes' nodes list them.
    private static ImmutableArray<string> Names(ImageSummary image) =>
    [
        .. image.References.Select(ImageName.TryParse).OfType<ImageName>()
            .OrderBy(name => name.Digest is null)
            .Select(name => name.ToString())
            .Distinct(StringComparer.Ordinal)
            .Take(NamesMax),
    ];

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "The images of this node could not be listed; what was told of them stays.")]
    private static partial void LogLookFailed(ILogger log, Exception exception);

    private sealed class SameImage : IEqualityComparer<ContainerImage>
    {
        public static SameImage Comparer { get; } = new();

        public bool Equals(ContainerImage? x, ContainerImage? y) => x!.SizeBytes == y!.SizeBytes && x.Names.SequenceEqual(y.Names, StringComparer.Ordinal);

        public int GetHashCode(ContainerImage obj) => HashCode.Combine(obj.SizeBytes, obj.Names.Length);
    }
}
