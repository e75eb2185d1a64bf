using Docker.DotNet.Models;

namespace Orchestrator.Containers.Docker;

public sealed partial class DockerEngine
{
    /// <inheritdoc />
    public Task<ImageInfo> PullImageAsync(
        string reference, RegistryCredentials? credentials, IProgress<PullProgress>? progress, CancellationToken cancellationToken)
    {
        var (repository, version) = ImageReference.Split(EngineNames.Image(reference));
        return CallAsync(
            EngineOperation.PullImage,
            async (session, token) =>
            {
                var image = new ImagesCreateParameters { FromImage = repository, Tag = version };
                await PullAsync(session, reference, (monitor, pulling) => session.Client.Images.CreateImageAsync(image, WordsOf(credentials), monitor, pulling), progress, token);
                return InfoOf(await session.Client.Images.InspectImageAsync(reference, token));
            },
            cancellationToken,
            Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc />
    public Task<ImageInfo> ImportImageAsync(string reference, Stream archive, IReadOnlyList<string> changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(changes);
        var (repository, version) = ImageReference.Split(EngineNames.Image(reference));
        return CallAsync(
            EngineOperation.ImportImage,
            async (session, token) =>
            {
                using var limit = new TransferLimit(_options.CallTimeout, _time, token);
                await using var monitored = new TransferStream(archive, limit);
                var monitor = new PullMonitor(limit.Moved, null);
                var image = new ImagesCreateParameters { Repo = repository, Tag = version, Changes = [.. changes] };
                await limit.RunAsync(transferring => session.Client.Images.CreateImageAsync(image, monitored, null, monitor, transferring));
                return monitor.Error is { } sentence
                    ? throw EngineFaults.Classify(EngineOperation.ImportImage, sentence)
                    : InfoOf(await session.Client.Images.InspectImageAsync(reference, token));
            },
            cancellationToken,
            Timeout.InfiniteTimeSpan);
    }

    private async Task PullAsync(
        DockerSession session,
        string reference,
        Func<IProgress<JSONMessage>, CancellationToken, Task> pull,
        IProgress<PullProgress>? progress,
        CancellationToken cancellationToken)
    {
        using var stalled = new CancellationTokenSource(_options.PullStallTimeout, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stalled.Token);
        var monitor = new PullMonitor(() => stalled.CancelAfter(_options.PullStallTimeout), progress);
        try
        {
            await pull(monitor, linked.Token);
        }
        catch (Exception exception) when (stalled.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            await MakeSureOfTheEngineAsync(session, cancellationToken);
            throw new EngineException(
                EngineFault.PullStalled, $"The pull of '{reference}' made no progress for {_options.PullStallTimeout.TotalSeconds:0.#} seconds.", exception);
        }

        if (monitor.Error is { } sentence)
        {
            throw EngineFaults.Classify(EngineOperation.PullImage, sentence);
        }
    }

    // A silent registry and a silent engine look alike from within a pull.
    private async Task MakeSureOfTheEngineAsync(DockerSession session, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_options.ReadTimeout, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            await session.Client.System.GetVersionAsync(linked.Token);
        }
        catch (OperationCanceledException exception) when (timeout.IsCancellationRequested)
        {
            throw NoAnswer(_options.ReadTimeout, exception);
        }
    }

    private static AuthConfig? WordsOf(RegistryCredentials? credentials) => credentials is null ? null : new AuthConfig
    {
        Username = credentials.Username,
        Password = credentials.Password,
        IdentityToken = credentials.IdentityToken,
        RegistryToken = credentials.RegistryToken,
        ServerAddress = credentials.ServerAddress,
    };
}
