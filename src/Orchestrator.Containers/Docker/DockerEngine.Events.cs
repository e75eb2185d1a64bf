using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Docker.DotNet.Models;

namespace Orchestrator.Containers.Docker;

public sealed partial class DockerEngine
{
    /// <inheritdoc />
    public async IAsyncEnumerable<ContainerEvent> WatchAsync(
        IReadOnlyDictionary<string, string> labels, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(labels);
        await using var stream = await CallAsync(EngineOperation.Watch, (session, token) => OpenEventsAsync(session, labels, token), cancellationToken);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        yield return new ContainerEvent(ContainerEventType.Connected, "", new Dictionary<string, string>());
        while (true)
        {
            var line = await ReadAsync(EngineOperation.Watch, token => reader.ReadLineAsync(token).AsTask(), cancellationToken)
                ?? throw Classify(EngineOperation.Watch, new EndOfStreamException("it closed its stream of events."));
            if (line.Length > 0 && Parse(line) is { } happened)
            {
                yield return happened;
            }
        }
    }

    /// <summary>
    /// Opens the stream of events from the engine's own time just before, because the engine answers a moment before it listens: what happens in that moment is
    /// then replayed. Its own clock counts, since it may be on another machine.
    /// </summary>
    private static async Task<Stream> OpenEventsAsync(DockerSession session, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        var machine = await session.Client.System.GetSystemInfoAsync(cancellationToken);
        var filters = EngineFilters.Labels(labels);
        filters["type"] = new Dictionary<string, bool> { ["container"] = true };
        var parameters = new ContainerEventsParameters
        {
            Since = EngineTime.Format(DateTimeOffset.Parse(machine.SystemTime ?? "", CultureInfo.InvariantCulture)),
            Filters = filters,
        };

        // The library's other method does not say when the stream is open, and without that nobody knows from when on a list misses nothing.
#pragma warning disable CS0618
        return await session.Client.System.MonitorEventsAsync(parameters, cancellationToken);
#pragma warning restore CS0618
    }

    private ContainerEvent? Parse(string line)
    {
        try
        {
            return EventReading.Of(line);
        }
        catch (System.Text.Json.JsonException exception)
        {
            throw Classify(EngineOperation.Watch, exception);
        }
    }

    /// <summary>Reads from an open stream, for as long as it takes, and turns what goes wrong into an <see cref="EngineException"/>.</summary>
    private async Task<T> ReadAsync<T>(EngineOperation operation, Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await read(cancellationToken);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception exception)
        {
            throw Classify(operation, exception);
        }
    }
}
