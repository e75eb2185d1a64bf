using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Orchestrator.Contracts.Streams;

/// <summary>
/// A session with a node's agent as input and output. It is read from all the time, so that the agent knows that somebody is there; what is not used up yet is at most
/// the session's window. Disposing of it ends the session.
/// </summary>
public sealed class PodStream : IAsyncDisposable
{
    private readonly INodeAgentGrain _agent;
    private readonly StreamOpened _opened;
    private readonly CancellationTokenSource _disposed = new();
    private readonly Task _arriving;

    // The agent sends no more than the window ahead, and that is its bound.
    private readonly Channel<StreamFrame> _frames = Channel.CreateUnbounded<StreamFrame>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private int _ending;

    internal PodStream(INodeAgentGrain agent, StreamOpened opened)
    {
        (_agent, _opened) = (agent, opened);
        Input = new PodStreamInput(agent, opened);
        _arriving = ArriveAsync();
    }

    /// <summary>
    /// Writes to the other side, and waits for as long as that does not read. Disposing of it asynchronously says that the input has ended. Where nobody reads input any
    /// more, writing throws <see cref="IOException"/>.
    /// </summary>
    public Stream Input { get; }

    /// <summary>
    /// The output, once, without signs of life. The last frame is of the kind <see cref="StreamFrameKind.End"/>; without one, the node's agent went away and an exception
    /// says so.
    /// </summary>
    public async IAsyncEnumerable<StreamFrame> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (used, said) = (0L, 0L);
        await foreach (var frame in _frames.Reader.ReadAllAsync(cancellationToken))
        {
            yield return frame;
            used += frame.Bytes.Length;
            if (frame.Kind != StreamFrameKind.End && used - said >= _opened.WindowBytes / 4)
            {
                said = used;
                await _agent.AcknowledgeStream(_opened.Session, used);
            }
        }
    }

    /// <summary>Gives the terminal of the process another size, in characters.</summary>
    public Task ResizeAsync(int columns, int rows) => _agent.ResizeStream(_opened.Session, columns, rows);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _ending, 1) != 0)
        {
            return;
        }

        await _disposed.CancelAsync();
        await _arriving;
        _disposed.Dispose();
    }

    // The enumeration's end is the session's; only what never began to be enumerated has to be closed.
    private async Task ArriveAsync()
    {
        try
        {
            await foreach (var frame in _agent.ReadStream(_opened.Session, _disposed.Token).ConfigureAwait(false))
            {
                if (frame.Kind != StreamFrameKind.KeepAlive)
                {
                    _frames.Writer.TryWrite(frame);
                }
            }

            _frames.Writer.TryComplete();
        }
#pragma warning disable CA1031 // Whatever ends the output is told to whoever reads it.
        catch (Exception ended)
#pragma warning restore CA1031
        {
            _frames.Writer.TryComplete(ended);
            await _agent.CloseStream(_opened.Session).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
