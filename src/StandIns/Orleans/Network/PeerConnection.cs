using System.IO.Pipelines;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Orleans.Messaging;
using Orleans.Runtime;

namespace Orleans.Networking;

/// <summary>
/// An established connection to a silo or a client. What is written is bounded: at most so many calls are unanswered in each direction, and those
/// beyond wait where they start. So neither side holds more than that for the other.
/// </summary>
internal sealed partial class PeerConnection(
    ConnectionContext context, IDuplexPipe transport, string name, SiloAddress? silo, IPeer owner, GrainCaller caller, TaskScheduler threads)
{
    /// <summary>So many awaited calls may be unanswered at once.</summary>
    private const int AwaitedMax = 10_000;

    /// <summary>So many one-way calls may have been sent that are not done.</summary>
    private const int OneWayMax = 2000;

    private static readonly TimeSpan PartingTimeMax = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Channel<Outgoing> _outgoing = Channel.CreateUnbounded<Outgoing>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<ulong, Invocation> _unanswered = [];
    private readonly CallLane _awaited = new(AwaitedMax);
    private readonly CallLane _oneWay = new(OneWayMax);
    private readonly Dictionary<ulong, IncomingCall> _incoming = [];
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _parted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _drained;
    private bool _isLeaving;
    private ulong _numbers;
    private bool _isShut;

    /// <summary>The silo at the other end; null for a client.</summary>
    public SiloAddress? Silo => silo;

    /// <summary>Whom it is to, for messages to people.</summary>
    public string Name => name;

    /// <summary>Ends when the connection has, and nothing of it is left.</summary>
    public Task Closed => _closed.Task;

    /// <summary>Sends a call, or holds it back for a while; false if the connection has ended, or the other side is about to.</summary>
    public bool TrySend(Invocation call)
    {
        lock (_gate)
        {
            if (_isShut || _isLeaving)
            {
                return false;
            }

            if (LaneOf(call).TryEnter())
            {
                Admit(call);
                return true;
            }

            if (LaneOf(call).TryHoldBack(call))
            {
                return true;
            }
        }

        call.Reject(new OrleansMessageRejectionException(
            $"Too many calls to {name} are unanswered, and {CallLane.HeldBackMax} more wait: {call.TargetId} was not called."));
        return true;
    }

    /// <summary>The caller of a call does not wait for it any more.</summary>
    public void GiveUp(ulong number, bool cancel)
    {
        lock (_gate)
        {
            if (_unanswered.Remove(number, out var call))
            {
                _outgoing.Writer.TryWrite(new Outgoing(new Frame(cancel ? FrameKind.Cancel : FrameKind.Abandon, number, default, default)));
                AdmitNext(call);
            }
        }
    }

    /// <summary>Answers a call that came.</summary>
    public void Respond(ulong number, AnswerHeader header, ReadOnlyMemory<byte> body)
    {
        lock (_gate)
        {
            _incoming.Remove(number);
            if (!_isShut)
            {
                _outgoing.Writer.TryWrite(new Outgoing(Fitting(number, header, body)));
            }

            SayIfDrained();
        }
    }

    /// <summary>Tells the other side that this one is about to stop.</summary>
    public void SayLeaving() => _outgoing.Writer.TryWrite(new Outgoing(new Frame(FrameKind.Leaving, 0, default, default)));

    /// <summary>Has the other side send no more calls, answers those that came, and ends the connection.</summary>
    public async Task LeaveAsync()
    {
        SayLeaving();

        // Who does not answer for so long is gone, or frozen.
        await Task.WhenAny(_parted.Task, _closed.Task, Task.Delay(PartingTimeMax, caller.TimeProvider));
        await DrainAsync();
        Close();
        await _closed.Task;
    }

    /// <summary>Serves the connection until it ends.</summary>
    public async Task RunAsync()
    {
        var writing = threads.RunAsync(WriteAsync);
        Exception? reason = null;
        try
        {
            await ReadAsync();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            reason = exception;
        }

        Shut(reason);
        if (!writing.IsCompleted)
        {
            Abort("The other side ended the connection.");
        }

        await writing;
        await context.DisposeAsync();
        _closed.SetResult();
    }

    /// <summary>Ends the connection at once.</summary>
    public void Abort(string why) => context.Abort(new ConnectionAbortedException(why));

    /// <summary>Writes what was said so far, and ends the connection.</summary>
    public void Close() => _outgoing.Writer.TryComplete();

    // Called under the lock.
    private void Admit(Invocation call)
    {
        var number = ++_numbers;
        _unanswered.Add(number, call);
        call.SentOn(this, number);
        _outgoing.Writer.TryWrite(new Outgoing(new Frame(FrameKind.Request, number, default, default), call));
    }

    // Called under the lock.
    private void AdmitNext(Invocation done)
    {
        if (LaneOf(done).Leave() is { } next)
        {
            Admit(next);
            next.Admitted();
        }
    }

    private CallLane LaneOf(Invocation call) => call.IsOneWay ? _oneWay : _awaited;

    // Called under the lock.
    private void SayIfDrained()
    {
        if (_incoming.Count == 0)
        {
            _drained?.TrySetResult();
        }
    }

    private Task DrainAsync()
    {
        lock (_gate)
        {
            return _incoming.Count == 0 || _isShut ? Task.CompletedTask : (_drained ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    // The other side is about to stop.
    private void Part()
    {
        Invocation[] heldBack;
        lock (_gate)
        {
            _isLeaving = true;
            heldBack = [.. _awaited.Clear(), .. _oneWay.Clear()];
            _outgoing.Writer.TryWrite(new Outgoing(new Frame(FrameKind.Parting, 0, default, default)));
        }

        owner.Leaving(this);
        GiveBack(heldBack);
    }

    private void GiveBack(Invocation[] heldBack)
    {
        foreach (var call in heldBack)
        {
            call.Admitted();
            owner.NotSent(call);
        }
    }

    private Frame Fitting(ulong number, AnswerHeader header, ReadOnlyMemory<byte> body)
    {
        var written = WireJson.Write(header);
        if (Frame.Fits(written.Length, body.Length))
        {
            return new Frame(FrameKind.Response, number, written, body);
        }

        var refusal = new OrleansException($"The answer has {body.Length} bytes; a message between silos may have {Frame.BytesMax}.");
        return new Frame(
            FrameKind.Response,
            number,
            WireJson.Write(new AnswerHeader { Outcome = CallOutcome.Failed }),
            caller.Values.Write(refusal, typeof(Exception)));
    }

    private void Shut(Exception? reason)
    {
        Invocation[] unanswered;
        Invocation[] heldBack;
        IncomingCall[] incoming;
        lock (_gate)
        {
            _isShut = true;
            unanswered = [.. _unanswered.OrderBy(pair => pair.Key).Select(pair => pair.Value)];
            heldBack = [.. _awaited.Clear(), .. _oneWay.Clear()];
            incoming = [.. _incoming.Values.Where(call => !call.IsOneWay)];
            _unanswered.Clear();
            _outgoing.Writer.TryComplete();
            _drained?.TrySetResult();
        }

        foreach (var call in unanswered)
        {
            call.Lose(call.Enumeration is null
                ? new SiloUnavailableException($"The connection to {name} ended while {call.TargetId} was called: whether the call was run is not known.", reason!)
                : GrainEnumerations.Gone(call.TargetId));
        }

        GiveBack(heldBack);

        // Nobody waits for them any more, so those that have not started need not.
        foreach (var call in incoming)
        {
            call.GiveUpHere(cancel: false);
        }
    }
}
