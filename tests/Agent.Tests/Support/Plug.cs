using System.Collections.Concurrent;
using Orchestrator.Containers;

namespace Orchestrator.Agent.Tests.Support;

/// <summary>
/// What one life of an agent goes through to reach the world. It counts the calls, can make one of them fail, and can be pulled: then nothing that this life does has
/// any effect any more, as if its process had been killed.
/// </summary>
public sealed class Plug : IEnginePath
{
    private readonly TaskCompletionSource _pulled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _names = new();
    private int _calls;

    /// <summary>The names of the calls that there were, in their order.</summary>
    public IReadOnlyCollection<string> Calls => [.. _names];

    /// <summary>Which calls count, by their names.</summary>
    public Func<string, bool> Counts { get; init; } = _ => true;

    /// <summary>The call at which it is pulled, from 1.</summary>
    public int PullAt { get; init; }

    /// <summary>Whether that call still takes effect.</summary>
    public bool PullAfter { get; init; }

    /// <summary>The call that fails, from 1.</summary>
    public int FailAt { get; init; }

    /// <summary>How it fails.</summary>
    public EngineFault Fault { get; init; }

    /// <summary>Calls of these names wait until they are cancelled.</summary>
    public Func<string, bool> Hangs { get; init; } = _ => false;

    /// <summary>Whether it is pulled.</summary>
    public bool Pulled => _pulled.Task.IsCompleted;

    /// <summary>A call passes, or not.</summary>
    public async Task<T> PassAsync<T>(string name, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        var number = Counts(name) ? Interlocked.Increment(ref _calls) : 0;
        if (number > 0)
        {
            _names.Enqueue(name);
        }

        await EndAsync(Pulled || (number == PullAt && number > 0 && !PullAfter), cancellationToken);
        if (number == FailAt && number > 0)
        {
            throw new EngineException(Fault, $"The engine refused call {number} ({name}).");
        }

        if (Hangs(name))
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        var answer = await call();
        await EndAsync(number == PullAt && number > 0, cancellationToken);
        return answer;
    }

    /// <inheritdoc/>
    public Task HearAsync(CancellationToken cancellationToken) => EndAsync(Pulled, cancellationToken);

    /// <summary>Waits for the end of this life where there is nothing to hear any more.</summary>
    public async Task EndAsync(bool end, CancellationToken cancellationToken)
    {
        if (!end)
        {
            return;
        }

        _pulled.TrySetResult();
        if (!cancellationToken.CanBeCanceled)
        {
            throw new IOException("The connection was lost.");
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
    }
}
