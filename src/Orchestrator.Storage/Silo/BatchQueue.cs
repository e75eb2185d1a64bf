using System.Threading.Channels;

namespace Orchestrator.Storage.Silo;

/// <summary>
/// Has the database asked for many at once: whatever has come while earlier ones were under way goes together, so that one that comes alone waits for nobody, and many
/// at once share a statement.
/// </summary>
internal sealed class BatchQueue<T> : IAsyncDisposable
{
    // One transaction has room for 1024 versions, and the longer it takes the longer watchers wait for what others have committed meanwhile.
    private const int BatchLength = 64;
    private const int AtOnce = 3;

    // Every activation waits for one state at a time, so this is about how many grains wait, not how fast they are served.
    private const int QueueLength = 20_000;

    private readonly Func<T, object> _keyOf;
    private readonly Func<List<T>, Task> _handle;
    private readonly Channel<T> _queue = Channel.CreateBounded<T>(QueueLength);
    private readonly Lock _taking = new();
    private readonly Task _running;

    /// <summary>Begins to handle what comes.</summary>
    /// <param name="keyOf">What no two that go together may have in common.</param>
    /// <param name="handle">Handles those that go together and answers each of them. It does not throw.</param>
    public BatchQueue(Func<T, object> keyOf, Func<List<T>, Task> handle)
    {
        (_keyOf, _handle) = (keyOf, handle);
        _running = Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => RunAsync()));
    }

    /// <summary>Takes one; returns when there was room for it.</summary>
    public ValueTask AddAsync(T item) => _queue.Writer.WriteAsync(item);

    /// <summary>Handles what has come, and no more.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _running;
    }

    private async Task RunAsync()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            if (Take() is { Count: > 0 } batch)
            {
                await _handle(batch);
            }
        }
    }

    private List<T> Take()
    {
        var batch = new List<T>();
        var keys = new HashSet<object>();
        lock (_taking)
        {
            while (batch.Count < BatchLength && _queue.Reader.TryPeek(out var next) && keys.Add(_keyOf(next)) && _queue.Reader.TryRead(out var taken))
            {
                batch.Add(taken);
            }
        }

        return batch;
    }
}
