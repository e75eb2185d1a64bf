using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Orchestrator.Contracts.Reading;

namespace Orchestrator.Storage.Watching;

/// <summary>
/// All watches of this process. One poller reads history while somebody watches and hands each change to the watches of its kind; a watch that starts at an
/// older version first reads its way up to where the poller took it on.
/// </summary>
internal sealed partial class ResourceWatchHub(
    NpgsqlDataSource dataSource, IOptions<PostgresStorageOptions> options, StorageMetrics metrics, TimeProvider time, ILogger<ResourceWatchHub> logger)
    : IAsyncDisposable
{
    private readonly PostgresStorageOptions _options = options.Value;
    private readonly Lock _gate = new();
    private readonly Dictionary<KindKey, List<Watcher>> _watchers = [];
    private readonly CancellationTokenSource _stopping = new();
    private Task _loop = Task.CompletedTask;
    private bool _isPolling;
    private bool _isStopped;
    private long _position;

    public async IAsyncEnumerable<WatchEvent> WatchAsync(
        ResourceQuery query, long fromVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var watcher = await PostgresFaults.TranslateAsync(() => JoinAsync(query, fromVersion, cancellationToken));
        try
        {
            var sent = fromVersion;
            await foreach (var e in CatchUpAsync(watcher, fromVersion, cancellationToken))
            {
                sent = e.ResourceVersion;
                yield return e;
            }

            sent = Math.Max(sent, watcher.After);
            await foreach (var change in watcher.Queue.ReadAllAsync(cancellationToken))
            {
                var e = change is null ? new WatchEvent(WatchEventType.Bookmark, watcher.Bookmark, default) : change.SeenBy(query);
                if (e is not null && (e.ResourceVersion > sent || (change is null && e.ResourceVersion == sent)))
                {
                    sent = e.ResourceVersion;
                    yield return e;
                }
            }
        }
        finally
        {
            Leave(watcher);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task loop;
        lock (_gate)
        {
            if (_isStopped)
            {
                return;
            }

            _isStopped = true;
            loop = _loop;
            EndAll(null);
        }

        await _stopping.CancelAsync();
        await loop;
        _stopping.Dispose();
    }

    private async Task<Watcher> JoinAsync(ResourceQuery query, long fromVersion, CancellationToken cancellationToken)
    {
        var (watermark, floor, newest) = await HistoryReader.ReadBoundsAsync(dataSource, cancellationToken);
        RequireKept(fromVersion, floor);
        if (fromVersion > newest)
        {
            // Nobody was given that version here: it is of another cluster, or made up, and waiting for it would look like a quiet watch.
            throw new ResourceVersionAheadException(fromVersion, newest);
        }

        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isStopped, this);
            if (!_isPolling)
            {
                _isPolling = true;
                _position = watermark;
                _loop = PollWhileWatchedAsync();
            }

            var watcher = new Watcher(query, _position, _options.WatchQueueLength, time.GetTimestamp());
            if (!_watchers.TryGetValue(watcher.Kind, out var sameKind))
            {
                _watchers.Add(watcher.Kind, sameKind = []);
            }

            sameKind.Add(watcher);
            metrics.Watchers.Add(1);
            return watcher;
        }
    }

    private void Leave(Watcher watcher)
    {
        metrics.Watchers.Add(-1);
        lock (_gate)
        {
            Remove(watcher);
        }
    }

    private async IAsyncEnumerable<WatchEvent> CatchUpAsync(Watcher watcher, long fromVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var read = fromVersion;
        while (read < watcher.After)
        {
            var (changes, floor) = await PostgresFaults.TranslateAsync(
                () => HistoryReader.ReadAsync(dataSource, watcher.Query, read, watcher.After, cancellationToken));
            RequireKept(read, floor);
            foreach (var change in changes)
            {
                read = change.Version;
                if (change.SeenBy(watcher.Query) is { } e)
                {
                    yield return e;
                }
            }

            if (changes.Count < HistoryReader.PageLength)
            {
                yield break;
            }
        }
    }

    private static void RequireKept(long version, long floor)
    {
        if (version < floor)
        {
            throw new ResourceExpiredException($"Version {version} is older than the kept history, which begins after {floor}; list again.");
        }
    }

    /// <summary>Hands a poll's changes on. False where somebody began to watch a kind whose documents this poll did not fetch: it has to be repeated.</summary>
    private bool TryDeliver(ChangePoll poll, IReadOnlyCollection<KindKey> fetched)
    {
        lock (_gate)
        {
            if (_watchers.Keys.Any(kind => !fetched.Contains(kind)))
            {
                return false;
            }

            var now = time.GetTimestamp();
            if (_position < poll.Floor)
            {
                EndAll(new ResourceExpiredException($"History up to version {poll.Floor} is not kept any more; list again."));
                _position = poll.Floor;
                return true;
            }

            foreach (var (kind, change) in poll.Changes)
            {
                Queue(kind, change, now);
            }

            _position = poll.Position;
            foreach (var watcher in _watchers.Values.SelectMany(w => w).Where(w => time.GetElapsedTime(w.QueuedAt, now) >= _options.BookmarkInterval))
            {
                watcher.QueueBookmark(_position, now);
            }

            return true;
        }
    }

    private void Queue(KindKey kind, ResourceChange change, long now)
    {
        if (!_watchers.TryGetValue(kind, out var watchers))
        {
            return;
        }

        foreach (var watcher in watchers.ToArray().Where(w => change.Version > w.After && !w.TryQueue(change, now)))
        {
            watcher.End(new ResourceExpiredException($"More than {_options.WatchQueueLength} events waited for the watcher; list again."));
            metrics.SlowWatchers.Add(1);
            Remove(watcher);
        }
    }

    private void EndAll(Exception? error)
    {
        foreach (var watcher in _watchers.Values.SelectMany(w => w))
        {
            watcher.End(error);
        }

        _watchers.Clear();
    }

    private void Remove(Watcher watcher)
    {
        if (_watchers.TryGetValue(watcher.Kind, out var sameKind) && sameKind.Remove(watcher) && sameKind.Count == 0)
        {
            _watchers.Remove(watcher.Kind);
        }
    }
}
