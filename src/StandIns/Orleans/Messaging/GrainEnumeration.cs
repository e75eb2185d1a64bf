using System.Collections.Immutable;
using Orleans.Runtime;

namespace Orleans.Messaging;

/// <summary>A sequence that a grain's method makes, as it is enumerated in turns of its activation.</summary>
internal abstract class GrainEnumeration : IDisposable
{
    // So many of its caller's timeouts may pass without a word from it.
    private const int SilentTimeoutsMax = 4;

    private readonly ImmutableDictionary<string, object>? _context;
    private readonly TimeSpan _callersTimeout;
    private readonly CancellationTokenSource _cancellation = new();
    private readonly TaskCompletionSource _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Activation _activation;
    private Task<bool>? _step;
    private Task? _end;
    private long _lastAsked;

    protected GrainEnumeration(Invocation call, Activation activation, string name)
    {
        Name = name;
        _activation = activation;
        _context = call.Context;
        _callersTimeout = call.Remaining;
        Keep();
    }

    /// <summary>Names it in the steps that follow the first.</summary>
    public string Name { get; }

    /// <summary>Whether its caller was not heard of for so long that it must be gone.</summary>
    public bool IsForsaken =>
        _step is null && _activation.TimeProvider.GetElapsedTime(Volatile.Read(ref _lastAsked)) > SilentTimeoutsMax * _callersTimeout;

    protected CancellationToken Cancellation => _cancellation.Token;

    protected abstract object? Current { get; }

    /// <summary>Its caller is still there.</summary>
    public void Keep() => Volatile.Write(ref _lastAsked, _activation.TimeProvider.GetTimestamp());

    /// <summary>The next element, or that it still takes a while.</summary>
    public async Task<EnumerationItem> NextAsync(TimeSpan patience)
    {
        RequestContext.Values = _context;
        var step = _step ??= MoveNextAsync();
        if (!step.IsCompleted)
        {
            await WaitAsync(step, patience);
        }

        if (_aborted.Task.IsCompleted)
        {
            throw GrainEnumerations.Gone(_activation.GrainId);
        }

        Keep();
        if (!step.IsCompleted)
        {
            return new EnumerationItem(Name, ItemKind.Pending);
        }

        _step = null;
        return await step ? new EnumerationItem(Name, ItemKind.Element, Current) : new EnumerationItem(Name, ItemKind.Ended);
    }

    /// <summary>Ends the method, whose <c>finally</c> blocks run in turns of the grain.</summary>
    public Task EndAsync() => _end ??= EndOnceAsync();

    /// <summary>The activation ends: whoever waits for an element is told.</summary>
    public void Abort()
    {
        _aborted.TrySetResult();
        _ = Task.Factory.StartNew(EndAsync, CancellationToken.None, TaskCreationOptions.None, _activation.Scheduler);
    }

    public void Dispose() => _cancellation.Dispose();

    protected abstract Task<bool> MoveNextAsync();

    protected abstract ValueTask DisposeInnerAsync();

    private async Task WaitAsync(Task<bool> step, TimeSpan patience)
    {
        using var enough = new CancellationTokenSource();
        await Task.WhenAny(step, _aborted.Task, Task.Delay(patience < TimeSpan.Zero ? TimeSpan.Zero : patience, _activation.TimeProvider, enough.Token));
#pragma warning disable CA1849 // CancelAsync would run the callbacks on the thread pool.
        enough.Cancel();
#pragma warning restore CA1849
    }

    private async Task EndOnceAsync()
    {
#pragma warning disable CA1849 // CancelAsync would run the callbacks on the thread pool.
        _cancellation.Cancel();
#pragma warning restore CA1849
        if (_step is { } step)
        {
            await ((Task)step).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        await DisposeInnerAsync();
        Dispose();
    }
}
