using Orchestrator.Contracts;
using Orchestrator.Gateway.Errors;

namespace Orchestrator.Gateway.Streaming;

/// <summary>
/// When a session has to end: when its client goes, when nothing was said for long, when the server stops. First nothing more is read from the pod; after a while
/// that is enough to tell the client so, the connection is let go.
/// </summary>
internal sealed class SessionLife : IDisposable
{
    /// <summary>For how long a client is waited for that is being told about the end.</summary>
    public static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _ending;
    private readonly CancellationTokenSource _idle;
    private readonly CancellationTokenSource _gone = new();
    private readonly CancellationTokenSource _late;
    private readonly CancellationTokenSource _abort;
    private readonly CancellationTokenRegistration _farewell;
    private readonly CancellationToken _stopping;
    private readonly TimeSpan _idleMax;
    private Exception? _fault;

    public SessionLife(TimeSpan idleMax, TimeProvider time, CancellationToken stopping, CancellationToken clientAborted)
    {
        (_idleMax, _stopping) = (idleMax, stopping);
        _idle = new CancellationTokenSource(idleMax, time);
        _ending = CancellationTokenSource.CreateLinkedTokenSource(_gone.Token, _idle.Token, stopping, clientAborted);
        _late = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _abort = CancellationTokenSource.CreateLinkedTokenSource(_late.Token, clientAborted);
        (Ending, Abort) = (_ending.Token, _abort.Token);
        _farewell = Ending.Register(() => _late.CancelAfter(Farewell));
    }

    /// <summary>Nothing more is to be read from the pod.</summary>
    public CancellationToken Ending { get; }

    /// <summary>The client is gone, or had its time: nothing more is to be sent or received.</summary>
    public CancellationToken Abort { get; }

    /// <summary>Something was said.</summary>
    public void Touch() => _idle.CancelAfter(_idleMax);

    /// <summary>The client has closed its side, or what it sends can't be taken.</summary>
    public void End(Exception? fault = null)
    {
        _fault ??= fault;
        _gone.Cancel();
    }

    /// <summary>Ends the connection now.</summary>
    public void LetGo() => _late.Cancel();

    /// <summary>Why the session ended before the pod did, as the client may be told; null where it was the client's own doing.</summary>
    public Exception? Reason => _fault
        ?? (_stopping.IsCancellationRequested ? Refusals.Unavailable("the server stops; please try again")
            : _idle.IsCancellationRequested ? ApiErrors.Of(408, "Timeout", $"the stream was closed because nothing was said for {_idleMax.TotalMinutes:0.#} minutes", null)
            : null);

    public void Dispose()
    {
        _farewell.Dispose();
        _ending.Dispose();
        _abort.Dispose();
        _idle.Dispose();
        _gone.Dispose();
        _late.Dispose();
    }
}
