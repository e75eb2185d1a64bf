using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Orleans.Diagnostics;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Messaging;

/// <summary>One call of a grain's method, from its caller to the activation and back.</summary>
#pragma warning disable CA1001 // The grain may use its cancellation token after the call ended; the source holds nothing but memory.
internal abstract partial class GrainCall(GrainCaller caller, GrainProxy target, GrainMethod method, object?[] arguments) : Request
#pragma warning restore CA1001
{
    private const int ForwardsMax = 2;

    private readonly ActivityContext _activityContext = Activity.Current?.Context ?? default;
    private readonly long _started = caller.TimeProvider.GetTimestamp();
    private ImmutableDictionary<string, object>? _requestContext;
    private CancellationTokenSource? _cancellation;
    private CancellationTokenRegistration _registration;
    private Activation? _runsIn;
    private int _forwards;

    public GrainProxy Target => target;

    public GrainMethod Method => method;

    public object?[] Arguments => arguments;

    public Activation? Source { get; } = Activation.Current;

    public override bool Interleaves => method.Interleaves;

    public override bool IsReadOnly => method.IsReadOnly;

    /// <summary>Whether the caller has its answer, or gave up.</summary>
    public abstract bool IsCompleted { get; }

    // Kept by CallTimeouts, which holds the calls in flight in the order in which they time out.
    public LinkedListNode<GrainCall>? TimeoutNode { get; set; }

    public TimeSpan Elapsed => caller.TimeProvider.GetElapsedTime(_started);

    /// <summary>Copies the arguments, so that the caller's later changes are not seen, and sends the call.</summary>
    public void Send()
    {
        // Taken here and not before, because a filter may have added to it.
        _requestContext = RequestContext.Values;
        try
        {
            method.CopyArguments(arguments, caller.Copier);
            if (!TakeCancellation())
            {
                return;
            }

            caller.Timeouts.Add(this);
            caller.Router.Dispatch(target, this);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Reject(exception);
        }
    }

    public override void Forward()
    {
        if (++_forwards > ForwardsMax)
        {
            Reject(new OrleansMessageRejectionException(
                $"The grain {target.GrainId} deactivates itself again and again; {method.Name} could not be called."));
            return;
        }

        try
        {
            caller.Router.Dispatch(target, this);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Reject(exception);
        }
    }

    public override void Reject(Exception exception)
    {
        if (TryFail(exception))
        {
            Ended(exception);
        }
    }

    /// <summary>The time is over: the caller is told, whatever becomes of the call.</summary>
    public void TimeOut(TimeSpan timeout, bool cancel)
    {
        var exception = new TimeoutException($"Response did not arrive on time in {timeout} for message: {method.Name} of {target.GrainId}.");
        if (!TryFail(exception))
        {
            return;
        }

        Ended(exception);
        caller.Instruments.RequestTimedOut();
        if (cancel)
        {
            CancelWhereItRuns();
        }
    }

    protected abstract bool TryComplete(object? result);

    protected abstract bool TryFail(Exception exception);

    protected override async Task RunAsync(Activation activation)
    {
        if (IsCompleted)
        {
            return;
        }

        _runsIn = activation;
        RequestContext.Values = _requestContext;
        using var activity = activation.IncomingCalls.AreTraced ? StartActivity() : null;
        try
        {
            var result = await activation.IncomingCalls.InvokeAsync(this, activation);
            if (TryComplete(method.CopyResult(result, caller.Copier)))
            {
                Ended(null);
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            activity?.SetStatus(ActivityStatusCode.Error, exception.GetType().Name);
            DropIfInconsistent(exception, activation);
            Reject(exception);
        }
    }

    private Activity? StartActivity() => OrleansInstruments.Application.StartActivity(method.Name, ActivityKind.Server, _activityContext);

    private static void DropIfInconsistent(Exception exception, Activation activation)
    {
        if (exception is InconsistentStateException { IsSourceActivation: true } inconsistent)
        {
            inconsistent.IsSourceActivation = false;
            activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, exception, "The stored state is not the one in memory."));
        }
    }

    private bool TakeCancellation()
    {
        if (method.CancellationIndex < 0)
        {
            return true;
        }

        var callers = (CancellationToken)arguments[method.CancellationIndex]!;
        if (callers.IsCancellationRequested)
        {
            Reject(new OperationCanceledException(callers));
            return false;
        }

        _cancellation = new CancellationTokenSource();
        arguments[method.CancellationIndex] = _cancellation.Token;
        _registration = callers.UnsafeRegister(
            static (call, token) =>
            {
                ((GrainCall)call!).Reject(new OperationCanceledException(token));
                ((GrainCall)call).CancelWhereItRuns();
            },
            this);
        return !IsCompleted;
    }

    // Callbacks of the grain's token run in turns of the grain, as all of its code does.
    private void CancelWhereItRuns()
    {
        if (_cancellation is { } cancellation && _runsIn is { } activation)
        {
            Task.Factory.StartNew(cancellation.Cancel, CancellationToken.None, TaskCreationOptions.None, activation.Scheduler);
        }
    }

    private void Ended(Exception? exception)
    {
        caller.Timeouts.Remove(this);
        _registration.Unregister();
        caller.Instruments.RequestEnded(Elapsed, method, exception);
        if (exception is not null && method.IsOneWay)
        {
            LogOneWayFailed(caller.Logger, exception, method.Name, target.GrainId);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The one-way call {Method} of {GrainId} failed; its caller is not told.")]
    private static partial void LogOneWayFailed(ILogger logger, Exception exception, string method, GrainId grainId);
}
