using System.Collections.Immutable;
using Orleans.Runtime;

namespace Orleans.Messaging;

/// <summary>
/// Enumerates what a grain's method yields. Each step is a request to the activation that the enumeration began in, and may interleave with
/// others. Leaving early or cancelling reaches the method, whose <c>finally</c> blocks run in the grain.
/// </summary>
internal sealed class GrainAsyncEnumerator<T> : IAsyncEnumerator<T>, IGrainEnumeration
{
    private readonly GrainCaller _caller;
    private readonly GrainProxy _target;
    private readonly GrainMethod _method;
    private readonly object?[] _arguments;
    private readonly ImmutableDictionary<string, object>? _requestContext = RequestContext.Values;
    private readonly CancellationTokenSource? _linked;
    private readonly CancellationToken _callers;
    private readonly CancellationTokenSource _cancellation = new();
    private IAsyncEnumerator<T>? _inner;
    private Activation? _activation;
    private EnumerationStep? _pending;
    private Task _lastStep = Task.CompletedTask;
    private volatile bool _aborted;
    private bool _disposed;

    public GrainAsyncEnumerator(GrainCaller caller, GrainProxy target, GrainMethod method, object?[] arguments, CancellationToken cancellationToken)
    {
        _caller = caller;
        _target = target;
        _method = method;
        _arguments = arguments;
        var argument = method.CancellationIndex < 0 ? default : (CancellationToken)arguments[method.CancellationIndex]!;
        if (method.CancellationIndex >= 0)
        {
            arguments[method.CancellationIndex] = _cancellation.Token;
        }

        _linked = argument == default || argument == cancellationToken
            ? null
            : CancellationTokenSource.CreateLinkedTokenSource(argument, cancellationToken);
        _callers = _linked?.Token ?? cancellationToken;
    }

    public T Current { get; private set; } = default!;

    public async ValueTask<bool> MoveNextAsync()
    {
        _callers.ThrowIfCancellationRequested();
        ThrowIfAborted();
        var step = new EnumerationStep(StepAsync, _requestContext);
        _pending = step;
        using var registration = _callers.UnsafeRegister(_ => Cancel(step), null);
        if (_activation is { } activation)
        {
            if (!activation.Mailbox.TryReceive(step))
            {
                _aborted = true;
            }

            ThrowIfAborted();
        }
        else
        {
            _caller.Router.Dispatch(_target, step);
        }

        return await step.Completion;
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _linked?.Dispose();
        if (_activation is not { } activation)
        {
            _cancellation.Dispose();
            return;
        }

        // The method ends in a turn of its grain. Where it still works on a step that its caller gave up, nobody waits for it.
        var abandoned = !_lastStep.IsCompleted;
        var end = Task.Factory.StartNew(EndAsync, CancellationToken.None, TaskCreationOptions.None, activation.Scheduler).Unwrap();
        if (!abandoned && !_aborted)
        {
            await end;
        }
    }

    public void Abort()
    {
        _aborted = true;
        _pending?.Reject(Aborted());
        _ = Task.Factory.StartNew(EndAsync, CancellationToken.None, TaskCreationOptions.None, _activation!.Scheduler);
    }

    private async Task<bool> StepAsync(Activation activation)
    {
        if (_inner is null)
        {
            _activation = activation;
            activation.Enumerations.Add(this);
            _inner = ((IAsyncEnumerable<T>)_method.Invoke(activation.GrainInstance!, _arguments)!).GetAsyncEnumerator(_cancellation.Token);
        }

        var step = _inner.MoveNextAsync().AsTask();
        _lastStep = step;
        if (!await step)
        {
            return false;
        }

        Current = (T)_method.CopyResult(_inner.Current, _caller.Copier)!;
        return true;
    }

    private async Task EndAsync()
    {
        if (_inner is not { } inner)
        {
            return;
        }

        _inner = null;
        _activation!.Enumerations.Remove(this);
        
        // In a turn of the grain, as all of its code.
#pragma warning disable CA1849 // CancelAsync would run the callbacks on the thread pool.
        _cancellation.Cancel();
#pragma warning restore CA1849
        await _lastStep.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await inner.DisposeAsync();
        _cancellation.Dispose();
    }

    private void Cancel(EnumerationStep step)
    {
        step.Reject(new OperationCanceledException(_callers));
        if (_activation is { } activation)
        {
            _ = Task.Factory.StartNew(_cancellation.Cancel, CancellationToken.None, TaskCreationOptions.None, activation.Scheduler);
        }
    }

    private void ThrowIfAborted()
    {
        if (_aborted)
        {
            throw Aborted();
        }
    }

    private EnumerationAbortedException Aborted() =>
        new($"The enumeration of {_method.Name} ended early: the activation of {_target.GrainId} that it ran in is gone.");
}
