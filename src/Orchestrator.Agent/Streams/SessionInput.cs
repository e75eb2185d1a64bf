using System.Buffers;
using System.IO.Pipelines;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Streams;

namespace Orchestrator.Agent.Streams;

/// <summary>A session's input: numbered pieces, of which a bounded number of bytes waits to be read.</summary>
internal sealed class SessionInput
{
    /// <summary>Bytes that one piece may have.</summary>
    public const int PieceBytesMax = 32 * 1024;

    // Shorter than callers wait for an answer.
    private static readonly TimeSpan RoomWait = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly Pipe _pipe;
    private Task<FlushResult> _flushed = Task.FromResult(default(FlushResult));
    private long _next;
    private bool _ended;

    public SessionInput(int bytesMax, TimeProvider clock)
    {
        _clock = clock;
        _pipe = new Pipe(new PipeOptions(pauseWriterThreshold: bytesMax, resumeWriterThreshold: bytesMax / 2, useSynchronizationContext: false));
    }

    /// <summary>What reads the input ends with this; it fails where that fails.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>Lets a target read the input.</summary>
    public void Start(IStreamTarget target, CancellationToken cancellationToken) => Completion = RunAsync(target, cancellationToken);

    /// <summary>Takes a piece.</summary>
    /// <exception cref="ApiException">It is too large, or one before it is missing.</exception>
    public async Task<StreamInputOutcome> WriteAsync(StreamInput input)
    {
        if (input.Bytes.Length > PieceBytesMax)
        {
            throw ApiErrors.BadRequest($"a piece of input may have {PieceBytesMax} bytes; this one has {input.Bytes.Length}");
        }

        Task room;
        lock (_lock)
        {
            if (Known(input) is { } known)
            {
                return known;
            }

            room = _flushed;
        }

        await room.WaitAsync(RoomWait, _clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_lock)
        {
            return Known(input) ?? (_flushed.IsCompleted ? Take(input) : StreamInputOutcome.Full);
        }
    }

    // What can be said of a piece without looking for room.
    private StreamInputOutcome? Known(StreamInput input)
    {
        if (input.Sequence > _next)
        {
            throw ApiErrors.BadRequest($"input {input.Sequence} leaves a gap: the next one is {_next}");
        }

        if (input.Sequence < _next)
        {
            return StreamInputOutcome.Taken;
        }

        return _ended ? StreamInputOutcome.Ended : null;
    }

    private StreamInputOutcome Take(StreamInput input)
    {
        if (_flushed.Result.IsCompleted)
        {
            _ended = true;
            return StreamInputOutcome.Ended;
        }

        _pipe.Writer.Write(input.Bytes.Span);
        _flushed = _pipe.Writer.FlushAsync().AsTask();
        _next++;
        if (input.Last)
        {
            _ended = true;
            _pipe.Writer.Complete();
        }

        return StreamInputOutcome.Taken;
    }

    // Off the grain's turns, since it lasts as long as the session.
    private async Task RunAsync(IStreamTarget target, CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await target.TakeInputAsync(_pipe.Reader, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Whoever waits for room hears that nobody reads any more.
            await _pipe.Reader.CompleteAsync().ConfigureAwait(false);
        }
    }
}
