using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Orchestrator.Benchmarks.Engine;

/// <summary>The engine's own word that a container has started, with the moment at which it reached us.</summary>
internal sealed class StartEvents : IAsyncDisposable
{
    private const string Path = "events?filters=%7B%22type%22%3A%5B%22container%22%5D%2C%22event%22%3A%5B%22start%22%5D%7D";
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(60);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<(string Id, long At)>> _awaited = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reading;

    private StartEvents(Stream stream) => _reading = ReadAsync(stream, _stop.Token);

    /// <summary>Follows the engine's events from now on.</summary>
    public static async Task<StartEvents> OpenAsync(RawEngine engine, CancellationToken cancellationToken) => new(await engine.OpenAsync(Path, cancellationToken));

    /// <summary>The next start of a container with this label. Ask before that which causes it.</summary>
    /// <param name="label">The label, as <c>key=value</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The container's id, and the timestamp of the event's arrival.</returns>
    public async Task<(string Id, long At)> NextAsync(string label, CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource<(string, long)>(TaskCreationOptions.RunContinuationsAsynchronously);
        _awaited[label] = started;
        try
        {
            var first = await Task.WhenAny(started.Task, _reading).WaitAsync(Within, TimeProvider.System, cancellationToken);
            await first;
            return started.Task.IsCompleted ? await started.Task : throw new IOException("The engine ended its stream of events.");
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"Not within {Within.TotalSeconds} s: a start event of a container with label {label}.", exception);
        }
        finally
        {
            _awaited.TryRemove(label, out _);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var lines = new StreamReader(stream);
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            var at = TimeProvider.System.GetTimestamp();
            var actor = JsonNode.Parse(line)!["Actor"]!;
            var attributes = actor["Attributes"]!.AsObject();
            foreach (var (label, started) in _awaited)
            {
                var (key, value) = label.Split('=', 2) is [var name, var text] ? (name, text) : (label, "");
                if (attributes[key]?.GetValue<string>() == value)
                {
                    started.TrySetResult((actor["ID"]!.GetValue<string>(), at));
                }
            }
        }
    }
}
