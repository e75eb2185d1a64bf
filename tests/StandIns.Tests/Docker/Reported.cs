using System.Collections.Concurrent;

namespace StandIns.Tests.Docker;

/// <summary>What was reported, in order. <see cref="Progress{T}"/> would hand it to the thread pool and lose the order.</summary>
public sealed class Reported<T> : IProgress<T>
{
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<T> Items { get; } = [];

    /// <summary>Ends with the first item.</summary>
    public Task First => _first.Task.WaitAsync(TimeSpan.FromSeconds(60));

    public void Report(T value)
    {
        Items.Enqueue(value);
        _first.TrySetResult();
    }
}
