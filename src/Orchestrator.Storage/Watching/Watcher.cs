using System.Threading.Channels;
using Orchestrator.Contracts.Reading;

namespace Orchestrator.Storage.Watching;

/// <summary>An open watch: its queue, and from where on the poller fills it.</summary>
internal sealed class Watcher(ResourceQuery query, long after, int queueLength, long openedAt)
{
    private readonly Channel<ResourceChange?> _queue = Channel.CreateBounded<ResourceChange?>(
        new BoundedChannelOptions(queueLength) { SingleReader = true, SingleWriter = true });

    private long _bookmark;

    public ResourceQuery Query { get; } = query;

    public KindKey Kind { get; } = new(query.Group, query.Kind);

    /// <summary>Changes up to this version are not queued; they come from history.</summary>
    public long After { get; } = after;

    /// <summary>When the poller last queued something.</summary>
    public long QueuedAt { get; private set; } = openedAt;

    /// <summary>The version that a null in the queue stands for, or a newer one.</summary>
    public long Bookmark => Volatile.Read(ref _bookmark);

    public ChannelReader<ResourceChange?> Queue => _queue.Reader;

    /// <summary>Queues a change; false where the queue is full.</summary>
    public bool TryQueue(ResourceChange change, long now)
    {
        QueuedAt = now;
        return _queue.Writer.TryWrite(change);
    }

    /// <summary>Queues a bookmark. One that does not fit is left out: what fills the queue tells the watcher more.</summary>
    public void QueueBookmark(long version, long now)
    {
        QueuedAt = now;
        Volatile.Write(ref _bookmark, version);
        _queue.Writer.TryWrite(null);
    }

    /// <summary>Ends the watch once the reader has taken what is queued; with an error, the reader gets it.</summary>
    public void End(Exception? error) => _queue.Writer.TryComplete(error);
}
