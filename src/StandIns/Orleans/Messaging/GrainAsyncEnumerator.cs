using Orleans.Runtime;

namespace Orleans.Messaging;

/// <summary>
/// Enumerates what a grain's method yields. Each step is a request to the activation that the enumeration began in, and may interleave with
/// others. Leaving early or cancelling reaches the method, whose <c>finally</c> blocks run in the grain.
/// </summary>
internal sealed class GrainAsyncEnumerator<T> : IAsyncEnumerator<T>
{
    private readonly GrainCaller _caller;
    private readonly GrainProxy _target;
    private readonly GrainMethod _method;
    private readonly object?[] _arguments;
    private readonly CancellationTokenSource? _linked;
    private readonly CancellationToken _callers;
    private ITimer? _keeping;
    private string? _name;
    private volatile bool _isAsking;
    private bool _ended;

    public GrainAsyncEnumerator(GrainCaller caller, GrainProxy target, GrainMethod method, object?[] arguments, CancellationToken cancellationToken)
    {
        _caller = caller;
        _target = target;
        _method = method;
        _arguments = arguments;
        var argument = method.CancellationIndex < 0 ? default : (CancellationToken)arguments[method.CancellationIndex]!;
        _linked = argument == default || argument == cancellationToken
            ? null
            : CancellationTokenSource.CreateLinkedTokenSource(argument, cancellationToken);
        _callers = _linked?.Token ?? cancellationToken;
    }

    public T Current { get; private set; } = default!;

    public async ValueTask<bool> MoveNextAsync()
    {
        _callers.ThrowIfCancellationRequested();
        if (_ended)
        {
            return false;
        }

        // Whatever ends a step but an element ends the method too.
        _ended = true;
        _isAsking = true;
        var item = await StepAsync();
        while (item.Kind == ItemKind.Pending)
        {
            item = await StepAsync();
        }

        _isAsking = false;
        if (item.Kind == ItemKind.Ended)
        {
            return false;
        }

        _ended = false;
        Current = (T)item.Element!;
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        if (_keeping is { } keeping)
        {
            await keeping.DisposeAsync();
        }

        _linked?.Dispose();
        if (_ended || _name is null)
        {
            return;
        }

        _ended = true;
        try
        {
            await _caller.StepAsync<object?>(_target, _method, _arguments, StepKind.End, _name);
        }
        catch (Exception exception) when (exception is OrleansMessageRejectionException or EnumerationAbortedException or TimeoutException)
        {
            // The method is gone with its silo, or will be when its silo misses the caller: nobody waits for its end.
        }
    }

    private async Task<EnumerationItem> StepAsync()
    {
        var item = await _caller.StepAsync<EnumerationItem>(_target, _method, _arguments, StepKind.Next, _name, _callers);
        if (_name is null)
        {
            _name = item.Enumeration;

            // A caller that takes its time between elements says that it is still there.
            _keeping = _caller.TimeProvider.CreateTimer(_ => Keep(), null, _caller.Timeouts.Timeout, _caller.Timeouts.Timeout);
        }

        return item;
    }

    private void Keep()
    {
        if (!_isAsking && !_ended)
        {
            _ = _caller.StepAsync<object?>(_target, _method, _arguments, StepKind.Keep, _name);
        }
    }
}
