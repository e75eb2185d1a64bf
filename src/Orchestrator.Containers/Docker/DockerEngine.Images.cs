using Docker.DotNet.Models;

namespace Orchestrator.Containers.Docker;

public sealed partial class DockerEngine
{
    /// <inheritdoc />
    public async Task<ImageInfo?> FindImageAsync(string reference, CancellationToken cancellationToken)
    {
        EngineNames.Image(reference);
        try
        {
            return await CallAsync(
                EngineOperation.FindImage, async (session, token) => InfoOf(await session.Client.Images.InspectImageAsync(reference, token)), cancellationToken);
        }
        catch (EngineException exception) when (exception.Fault == EngineFault.NotFound)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public Task<ImageInfo> PullImageAsync(string reference, CancellationToken cancellationToken)
    {
        var (repository, version) = ImageReference.Split(EngineNames.Image(reference));
        return CallAsync(
            EngineOperation.PullImage,
            async (session, token) =>
            {
                await PullAsync(session, reference, new ImagesCreateParameters { FromImage = repository, Tag = version }, token);
                return InfoOf(await session.Client.Images.InspectImageAsync(reference, token));
            },
            cancellationToken,
            Timeout.InfiniteTimeSpan);
    }

    private async Task PullAsync(DockerSession session, string reference, ImagesCreateParameters image, CancellationToken cancellationToken)
    {
        using var stalled = new CancellationTokenSource(_options.PullStallTimeout, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stalled.Token);
        var progress = new PullProgress(() => stalled.CancelAfter(_options.PullStallTimeout));
        try
        {
            await session.Client.Images.CreateImageAsync(image, null, progress, linked.Token);
        }
        catch (Exception exception) when (stalled.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new EngineException(
                EngineFault.ImagePull, $"The pull of '{reference}' made no progress for {_options.PullStallTimeout.TotalSeconds:0.#} seconds.", exception);
        }

        if (progress.Error is { } sentence)
        {
            throw new EngineException(EngineFault.ImagePull, sentence);
        }
    }

    private static ImageInfo InfoOf(ImageInspectResponse image) =>
        new(image.ID ?? "", image.RepoDigests?.ToList() ?? [], image.Config?.User ?? "", image.Size);
}
