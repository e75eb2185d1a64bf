using Docker.DotNet.Models;

namespace Orchestrator.Containers.Docker;

public sealed partial class DockerEngine
{
    /// <inheritdoc />
    public async Task<Stream> ReadArchiveAsync(string id, string path, CancellationToken cancellationToken)
    {
        EngineNames.Object(id);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var parameters = new GetArchiveFromContainerParameters { Path = path };
        var archive = await CallAsync(
            EngineOperation.ReadArchive,
            (session, token) => session.Client.Containers.GetArchiveFromContainerAsync(id, parameters, statOnly: false, token),
            cancellationToken);
        return new ArchiveStream(archive.Stream!, ReadPieceAsync);
    }

    /// <inheritdoc />
    public Task WriteArchiveAsync(string id, string path, Stream archive, CancellationToken cancellationToken)
    {
        EngineNames.Object(id);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(archive);
        return CallAsync(
            EngineOperation.WriteArchive,
            async (client, token) =>
            {
                using var limit = new TransferLimit(_options.CallTimeout, _time, token);
                await using var monitored = new TransferStream(archive, limit);
                var parameters = new ContainerPathStatParameters { Path = path };
                await limit.RunAsync(transferring => client.Containers.ExtractArchiveToContainerAsync(id, parameters, monitored, transferring));
            },
            cancellationToken,
            Timeout.InfiniteTimeSpan);
    }

    private Task<int> ReadPieceAsync(Stream archive, Memory<byte> buffer, CancellationToken cancellationToken) => ReadAsync(
        EngineOperation.ReadArchive,
        async token =>
        {
            using var limit = new TransferLimit(_options.CallTimeout, _time, token);
            var read = 0;
            await limit.RunAsync(async reading => read = await archive.ReadAsync(buffer, reading));
            return read;
        },
        cancellationToken);
}
