using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Messaging;

/// <summary>A call where it starts: its caller waits for it here.</summary>
#pragma warning disable CA1001 // The grain may use its cancellation token after the call ended; the source holds nothing but memory.
internal abstract partial class GrainCall(
    GrainCaller caller, GrainProxy target, GrainMethod method, object?[] arguments, StepKind step, string? enumeration) : Invocation
#pragma warning restore CA1001
{
    private const int ForwardsMax = 2;

    private readonly Activity? _activity = Activity.Current;
    private readonly long _started = caller.TimeProvider.GetTimestamp();

    // Steps after the first go on with what the first brought.
    private readonly bool _bringsArguments = enumeration is null;

    private ImmutableDictionary<string, object>? _context;
    private ReadOnlyMemory<byte>? _body;
    private bool _areArgumentsOwn;
    private CancellationTokenSource? _cancellation;
    private CancellationTokenRegistration _registration;
    private volatile bool _gaveUp;
    private int _forwards;

    public GrainProxy Target => target;

    public override GrainId TargetId => target.GrainId;

    public override GrainMethod Method => method;

    public override object?[] Arguments => arguments;

    public override ImmutableDictionary<string, object>? Context => _context;

    public override bool IsOneWay => method.IsOneWay;

    public override StepKind Step => step;

    public override string? Enumeration => enumeration;

    public override bool IsAbandoned => _gaveUp || (IsCompleted && !IsOneWay);

    public override bool MayBePassedOn => true;

    public override GrainId? SourceId => Source?.GrainId;

    public override TimeSpan Remaining => caller.Timeouts.Timeout - Elapsed;

    public Activation? Source { get; } = Activation.Current;

    /// <summary>Whether the caller has its answer, or gave up.</summary>
    public abstract bool IsCompleted { get; }

    // Kept by CallTimeouts, which holds the calls in flight in the order in which they time out.
    public LinkedListNode<GrainCall>? TimeoutNode { get; set; }

    public TimeSpan Elapsed => caller.TimeProvider.GetElapsedTime(_started);

    protected GrainCaller Caller => caller;

    protected override ActivityContext Trace => _activity?.Context ?? default;

    /// <summary>Takes what the call needs as it is now, so that the caller's later changes are not seen, and sends it.</summary>
    public void Send(CancellationToken stepsCancellation = default)
    {
        // Taken here and not before, because a filter may have added to it.
        _context = RequestContext.Values;
        try
        {
            if (!TakeCancellation(stepsCancellation))
            {
                return;
            }

            TakeArguments();
            caller.Timeouts.Add(this);
            caller.Router.Dispatch(this);
            if (IsOneWay && !IsHeldBack)
            {
                Conclude(null);
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Reject(exception);
        }
    }

    public override void Admitted()
    {
        base.Admitted();
        if (IsOneWay)
        {
            Conclude(null);
        }
    }

    public override void Prepare(GrainClass grainClass)
    {
        if (_areArgumentsOwn || !_bringsArguments)
        {
            return;
        }

        if (_body is { } body)
        {
            var values = caller.Values.Read(body, method.TypesWith(_context?.Count ?? 0));
            values.AsSpan(0, arguments.Length).CopyTo(arguments);
            _areArgumentsOwn = true;
            PutCancellation();
        }
        else
        {
            OwnArguments();
        }
    }

    public override CallHeader Header(int version) => new()
    {
        Grain = target.GrainId.ToString(),
        Interface = method.Interface,
        Method = method.Signature,
        Source = SourceId?.ToString(),
        ContextKeys = _bringsArguments ? _context?.Keys.Order(StringComparer.Ordinal).ToImmutableArray() : null,
        TraceParent = _activity?.Id,
        TraceState = _activity?.TraceStateString,
        Version = version,
        TimeoutMilliseconds = (long)Remaining.TotalMilliseconds,
        IsOneWay = IsOneWay,
        MayBePassedOn = IsLeftToOthers,
        Step = step,
        Enumeration = enumeration,
    };

    public override ReadOnlyMemory<byte> Body() => _body ??= WriteBody();

    public override void Answer(AnswerHeader header, ReadOnlyMemory<byte> body)
    {
        try
        {
            switch (header.Outcome)
            {
                case CallOutcome.Elsewhere:
                    caller.Router.Redirect(this, header.Version);
                    break;
                case CallOutcome.Failed:
                    Reject((Exception)caller.Values.Read(body, typeof(Exception))!);
                    break;
                default:
                    Conclude(ResultOf(header, body));
                    break;
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Reject(exception);
        }
    }

    public override void Lose(Exception reason) => Reject(reason);

    public override void SayElsewhere(int version) => caller.Router.Redirect(this, version);

    public override void Forward()
    {
        if (step != StepKind.None && enumeration is not null)
        {
            Reject(GrainEnumerations.Gone(target.GrainId));
        }
        else if (++_forwards > ForwardsMax)
        {
            Reject(new OrleansMessageRejectionException(
                $"The grain {target.GrainId} deactivates itself again and again; {method.Name} could not be called."));
        }
        else
        {
            DispatchAgain();
        }
    }

    public override void Reject(Exception exception)
    {
        if (IsOneWay)
        {
            LogOneWayFailed(caller.Logger, exception, method.Name, target.GrainId);
            Conclude(null);
        }
        else if (TryFail(exception))
        {
            Ended(exception);
        }
    }

    /// <summary>The time is over: the caller is told, whatever becomes of the call.</summary>
    public void TimeOut(TimeSpan timeout, bool cancel)
    {
        if (IsCompleted)
        {
            return;
        }

        _gaveUp = true;
        Reject(new TimeoutException($"Response did not arrive on time in {timeout} for message: {method.Name} of {target.GrainId}."));
        caller.Instruments.RequestTimedOut();
        GiveUp(cancel);
    }

    protected abstract bool TryComplete(object? result);

    protected abstract bool TryFail(Exception exception);

    protected override void Complete(object? result) => Conclude(result switch
    {
        EnumerationItem item => item with { Element = method.CopyResult(item.Element, caller.Copier) },
        _ => method.CopyResult(result, caller.Copier),
    });

    protected override void CancelHere()
    {
        if (step == StepKind.Next)
        {
            RunsIn!.Enumerations.Cancel(this);
        }
        else
        {
            _cancellation?.Cancel();
        }
    }

    private object? ResultOf(AnswerHeader header, ReadOnlyMemory<byte> body)
    {
        var value = body.IsEmpty ? null : caller.Values.Read(body, method.Return.ResultType);
        return step == StepKind.Next ? new EnumerationItem(header.Enumeration!, header.Item, value) : value;
    }

    private void DispatchAgain()
    {
        try
        {
            caller.Router.Dispatch(this);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Reject(exception);
        }
    }

    private void Conclude(object? result)
    {
        if (TryComplete(result))
        {
            Ended(null);
        }
    }

    // A grain that is here gets copies; for others the arguments are written.
    private void TakeArguments()
    {
        if (_bringsArguments && caller.Router.IsHere(target.GrainId))
        {
            OwnArguments();
        }
        else
        {
            _body = WriteBody();
        }
    }

    private void OwnArguments()
    {
        method.CopyArguments(arguments, caller.Copier);
        _areArgumentsOwn = true;
        PutCancellation();
    }

    private ReadOnlyMemory<byte> WriteBody()
    {
        if (!_bringsArguments)
        {
            return ReadOnlyMemory<byte>.Empty;
        }

        object?[] values = _context is null
            ? arguments
            : [.. arguments, .. _context.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value)];
        return caller.Values.Write(values, method.TypesWith(_context?.Count ?? 0));
    }

    private bool TakeCancellation(CancellationToken stepsCancellation)
    {
        var callers = step == StepKind.None && method.CancellationIndex >= 0
            ? (CancellationToken)arguments[method.CancellationIndex]!
            : stepsCancellation;
        if (callers.IsCancellationRequested)
        {
            Reject(new OperationCanceledException(callers));
            return false;
        }

        if (step == StepKind.None && method.CancellationIndex >= 0)
        {
            _cancellation = new CancellationTokenSource();
        }

        _registration = callers.UnsafeRegister(
            static (call, token) =>
            {
                ((GrainCall)call!)._gaveUp = true;
                ((GrainCall)call).Reject(new OperationCanceledException(token));
                ((GrainCall)call).GiveUp(cancel: true);
            },
            this);
        return !IsCompleted;
    }

    private void PutCancellation()
    {
        if (_cancellation is { } cancellation)
        {
            arguments[method.CancellationIndex] = cancellation.Token;
        }
    }

    private void Ended(Exception? exception)
    {
        caller.Timeouts.Remove(this);
        _registration.Unregister();
        caller.Instruments.RequestEnded(Elapsed, method, exception);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The one-way call {Method} of {GrainId} failed; its caller is not told.")]
    private static partial void LogOneWayFailed(ILogger logger, Exception exception, string method, GrainId grainId);
}
