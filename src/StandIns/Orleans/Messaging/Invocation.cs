using System.Collections.Immutable;
using System.Diagnostics;
using Orleans.Diagnostics;
using Orleans.Networking;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Messaging;

/// <summary>
/// A call of a grain's method, or a step of an enumeration that a method makes. It either runs in an activation of this silo or is sent over a
/// connection to be run elsewhere; whichever it is, exactly one answer comes of it.
/// </summary>
internal abstract class Invocation : Request
{
    private readonly Lock _gate = new();
    private PeerConnection? _sentOn;
    private ulong _sentAs;

    public abstract GrainId TargetId { get; }

    public abstract GrainId? SourceId { get; }

    /// <summary>The method; known of a call from elsewhere once it was prepared.</summary>
    public abstract GrainMethod Method { get; }

    public abstract object?[] Arguments { get; }

    public abstract ImmutableDictionary<string, object>? Context { get; }

    public abstract bool IsOneWay { get; }

    public abstract StepKind Step { get; }

    /// <summary>The enumeration that a step belongs to; null for its first, and for plain calls.</summary>
    public abstract string? Enumeration { get; }

    /// <summary>How long the caller still waits.</summary>
    public abstract TimeSpan Remaining { get; }

    /// <summary>Whether nobody waits for it, so that it need not start.</summary>
    public abstract bool IsAbandoned { get; }

    /// <summary>Whether this silo is to pass it on if it does not own the grain.</summary>
    public abstract bool MayBePassedOn { get; }

    /// <summary>How often it was routed again because the grain was not where it was sought.</summary>
    public int Redirects { get; set; }

    /// <summary>Whether the silo that it is sent to has to find the owner, because it cannot be found here.</summary>
    public bool IsLeftToOthers { get; set; }

    /// <summary>Whether it waits because too many calls to the same silo are unanswered.</summary>
    public bool IsHeldBack { get; set; }

    public override bool Interleaves => Step != StepKind.None || Method.Interleaves;

    public override bool IsReadOnly => Step == StepKind.None && Method.IsReadOnly;

    // A method that waits for its next element must not keep the activation from ending: the enumeration is aborted instead.
    public override bool HoldsActivation => Step == StepKind.None;

    protected abstract ActivityContext Trace { get; }

    /// <summary>The activation that it runs in.</summary>
    protected Activation? RunsIn { get; private set; }

    /// <summary>Makes it ready to run in an activation of that class.</summary>
    public abstract void Prepare(GrainClass grainClass);

    /// <summary>What is sent ahead of the body.</summary>
    public abstract CallHeader Header(int version);

    /// <summary>The arguments and the context's values, as they are sent.</summary>
    public abstract ReadOnlyMemory<byte> Body();

    /// <summary>The answer came over a connection.</summary>
    public abstract void Answer(AnswerHeader header, ReadOnlyMemory<byte> body);

    /// <summary>The connection that it was sent on ended: it may have run or not.</summary>
    public abstract void Lose(Exception reason);

    /// <summary>Another silo owns the grain, and this call may not be passed on.</summary>
    public abstract void SayElsewhere(int version);

    /// <summary>It is on its way after it was held back.</summary>
    public virtual void Admitted() => IsHeldBack = false;

    /// <summary>It was sent under that number on that connection.</summary>
    public void SentOn(PeerConnection connection, ulong number)
    {
        lock (_gate)
        {
            (_sentOn, _sentAs) = (connection, number);
        }
    }

    protected abstract void Complete(object? result);

    /// <summary>The caller gave it up: whoever has it is told.</summary>
    protected void GiveUp(bool cancel)
    {
        PeerConnection? connection;
        ulong number;
        lock (_gate)
        {
            (connection, number) = (_sentOn, _sentAs);
        }

        connection?.GiveUp(number, cancel);
        if (RunsIn is null)
        {
            Withdraw();
        }
        else if (cancel)
        {
            // Callbacks of the grain's token run in turns of the grain, as all of its code does.
            Task.Factory.StartNew(CancelHere, CancellationToken.None, TaskCreationOptions.None, RunsIn.Scheduler);
        }
    }

    /// <summary>Cancels what runs in the activation; called in a turn of it.</summary>
    protected abstract void CancelHere();

    protected override async Task RunAsync(Activation activation)
    {
        if (IsAbandoned)
        {
            return;
        }

        RunsIn = activation;
        RequestContext.Values = Context;
        using var activity = Step == StepKind.None && activation.IncomingCalls.AreTraced
            ? OrleansInstruments.Application.StartActivity(Method.Name, ActivityKind.Server, Trace)
            : null;
        try
        {
            Complete(await ExecuteAsync(activation));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            activity?.SetStatus(ActivityStatusCode.Error, exception.GetType().Name);
            DropIfInconsistent(exception, activation);
            Reject(exception);
        }
    }

    private static void DropIfInconsistent(Exception exception, Activation activation)
    {
        if (exception is InconsistentStateException { IsSourceActivation: true } inconsistent)
        {
            inconsistent.IsSourceActivation = false;
            activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, exception, "The stored state is not the one in memory."));
        }
    }

    private async ValueTask<object?> ExecuteAsync(Activation activation) => Step switch
    {
        StepKind.None => await activation.IncomingCalls.InvokeAsync(this, activation),
        StepKind.Next => await activation.Enumerations.NextAsync(this, activation),
        StepKind.End => await activation.Enumerations.EndAsync(Enumeration!),
        _ => activation.Enumerations.Keep(Enumeration!),
    };
}
