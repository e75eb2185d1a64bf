using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Orchestrator.Containers;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Streams;

namespace Orchestrator.Agent.Streams;

/// <summary>
/// One stream between somebody and a pod. It ends with its reader: when the enumeration ends, or is not asked for its next frame for long; and where nobody ever reads.
/// </summary>
internal sealed class StreamSession : IAsyncDisposable
{
    // Often enough that a reader who is there is never taken for gone.
    private static readonly TimeSpan KeepAlivePeriod = TimeSpan.FromSeconds(5);
    private static readonly StreamFrame KeepAlive = new() { Kind = StreamFrameKind.KeepAlive };

    private readonly IStreamTarget _target;
    private readonly StreamOptions _options;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationToken _end;
    private readonly SessionInput _input;
    private readonly OutputWindow _window;
    private readonly ITimer _idle;
    private readonly Lock _lock = new();
    private string _why = "";
    private Task? _ended;
    private bool _read;

    public StreamSession(string id, IStreamTarget target, StreamOptions options, TimeProvider clock)
    {
        (Id, _target, _options, _clock) = (id, target, options, clock);
        _end = _ending.Token;
        _window = new OutputWindow(options.OutputBytesMax);
        _input = new SessionInput(options.InputBytesMax, clock);
        _input.Start(target, _end);
        _idle = clock.CreateTimer(_ => End($"nobody has read from the stream for {options.IdleMax.TotalSeconds:0.#} seconds"), null, options.IdleMax, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What calls name it by.</summary>
    public string Id { get; }

    /// <summary>What went wrong when it was let go; null where nothing did.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Called once, when nothing of it is left.</summary>
    public required Action<StreamSession> Ended { get; init; }

    /// <summary>The output, for one reader.</summary>
    public async IAsyncEnumerable<StreamFrame> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Claim();
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _end);
        var output = _target.ReadOutputAsync(_input.Completion, linked.Token).GetAsyncEnumerator(linked.Token);
        Task<StreamFrame>? next = null;
        try
        {
            StreamFrame frame;
            do
            {
                next ??= NextAsync(output, linked.Token, cancellationToken);
                frame = KeepAlive;
                if (await IsThereAsync(next).ConfigureAwait(false))
                {
                    frame = await next.ConfigureAwait(false);
                    next = null;
                }

                RestartIdle(_options.IdleMax);
                yield return frame;
                RestartIdle(Timeout.InfiniteTimeSpan);
            }
            while (frame.Kind != StreamFrameKind.End);
        }
        finally
        {
            // Letting go may take as long as the engine takes to answer, and no reader waits for that.
            End("its reader has gone");
            await ((Task?)next ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await output.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Lets more output be sent.</summary>
    public void Acknowledge(long bytes)
    {
        Touch();
        _window.Acknowledge(bytes);
    }

    /// <summary>Takes a piece of input.</summary>
    public Task<StreamInputOutcome> WriteAsync(StreamInput input)
    {
        Touch();
        return _input.WriteAsync(input);
    }

    /// <summary>Gives its terminal another size.</summary>
    public Task ResizeAsync(int columns, int rows)
    {
        Touch();
        return _target.ResizeAsync(columns, rows, _end);
    }

    /// <summary>Begins its end, if it has not begun.</summary>
    public void End(string why) => _ = EndAsync(why);

    /// <summary>Ends it: reading and writing stop, then what it is connected to is let go.</summary>
    public Task EndAsync(string why)
    {
        lock (_lock)
        {
            if (_ended is null)
            {
                _why = why;
                _ended = FinishAsync();
            }

            return _ended;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await EndAsync("the agent of the node stops");

    private async Task FinishAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await _ending.CancelAsync().ConfigureAwait(false);
        await _idle.DisposeAsync().ConfigureAwait(false);
        await _input.Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await _target.DisposeAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Nobody waits for this who could do something about it: it is told in the log.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Fault = e;
        }

        _ending.Dispose();
        Ended(this);
    }

    private void Claim()
    {
        lock (_lock)
        {
            if (_read)
            {
                throw ApiErrors.Of(409, "Conflict", "the stream has a reader already", null);
            }

            _read = true;
        }

        RestartIdle(Timeout.InfiniteTimeSpan);
    }

    // Before there is a reader, whatever is called says that somebody is there.
    private void Touch()
    {
        lock (_lock)
        {
            if (!_read)
            {
                RestartIdle(_options.IdleMax);
            }
        }
    }

    private void RestartIdle(TimeSpan due)
    {
        lock (_lock)
        {
            if (_ended is null)
            {
                _idle.Change(due, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private async Task<bool> IsThereAsync(Task next)
    {
        if (!next.IsCompleted)
        {
            await next.WaitAsync(KeepAlivePeriod, _clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return next.IsCompleted;
    }

    // The next frame, when it may be sent. What goes wrong with the other side is the session's last word, and not a failure of the call.
    private async Task<StreamFrame> NextAsync(IAsyncEnumerator<StreamFrame> output, CancellationToken cancellationToken, CancellationToken readers)
    {
        try
        {
            await output.MoveNextAsync().ConfigureAwait(false);
            await _window.TakeAsync(output.Current.Bytes.Length, cancellationToken).ConfigureAwait(false);
            return output.Current;
        }
        catch (Exception) when (_end.IsCancellationRequested && !readers.IsCancellationRequested)
        {
            return Failed(_why);
        }
        catch (EngineException e)
        {
            return Failed(e.Message);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return Failed($"the connection broke: {e.Message}");
        }
    }

    private static StreamFrame Failed(string why) => new() { Kind = StreamFrameKind.End, Error = why };
}
