using Orchestrator.Containers;

namespace Orchestrator.TestKit.Engines;

public sealed partial class MemoryEngine
{
    /// <inheritdoc/>
    public Task<ImageInfo> ImportImageAsync(string reference, Stream archive, IReadOnlyList<string> changes, CancellationToken cancellationToken) => Locked(() =>
    {
        _images.Add(reference);
        return new ImageInfo($"sha256:{reference}", [], "", 1);
    });

    /// <inheritdoc/>
    public Task<IReadOnlyList<ImageSummary>> ListImagesAsync(CancellationToken cancellationToken) => Locked<IReadOnlyList<ImageSummary>>(
        () => [.. _images.Order(StringComparer.Ordinal).Select(reference => new ImageSummary($"sha256:{reference}", [reference], 1, DateTimeOffset.UnixEpoch))]);

    /// <inheritdoc/>
    public Task RemoveImageAsync(string referenceOrId, CancellationToken cancellationToken) => Locked(() =>
    {
        var reference = referenceOrId.Replace("sha256:", "", StringComparison.Ordinal);
        return _containers.Exists(container => container.Spec.Image == reference)
            ? throw new EngineException(EngineFault.Conflict, $"The image '{reference}' is used by a container.")
            : _images.Remove(reference);
    });
}
