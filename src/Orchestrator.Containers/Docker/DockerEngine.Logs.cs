using System.Globalization;
using System.Runtime.CompilerServices;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Orchestrator.Containers.Docker;

public sealed partial class DockerEngine
{
    private const int LogBufferBytes = 32 * 1024;

    /// <inheritdoc />
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadLogsAsync(
        string id, LogOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EngineNames.Object(id);
        ArgumentNullException.ThrowIfNull(options);
        using var output = await CallAsync(EngineOperation.ReadLogs, (session, token) => OpenLogsAsync(session.Client, id, options, token), cancellationToken);
        var buffer = new byte[LogBufferBytes];
        while (true)
        {
            var part = await ReadAsync(EngineOperation.ReadLogs, token => output.ReadOutputAsync(buffer, 0, buffer.Length, token), cancellationToken);
            if (part.EOF)
            {
                yield break;
            }

            yield return buffer.AsSpan(0, part.Count).ToArray();
        }
    }

    private static async Task<MultiplexedStream> OpenLogsAsync(DockerClient client, string id, LogOptions options, CancellationToken cancellationToken)
    {
        // Only with a terminal does the engine send the bytes alone, without frames around them.
        var container = await client.Containers.InspectContainerAsync(id, cancellationToken);
        var parameters = new ContainerLogsParameters
        {
            ShowStdout = true,
            ShowStderr = true,
            Follow = options.Follow,
            Timestamps = options.Timestamps,
            Tail = options.TailLines?.ToString(CultureInfo.InvariantCulture) ?? "all",
            Since = options.Since is { } since ? EngineTime.Format(since) : null,
        };
        return await client.Containers.GetContainerLogsAsync(id, container.Config?.Tty ?? false, parameters, cancellationToken);
    }
}
