using System.Globalization;
using System.Runtime.CompilerServices;
using Orchestrator.Contracts.Reading;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;

namespace Gateway.Tests.Fixtures;

/// <summary>The read side in memory, for tests of what the gateway makes of it. Selectors are the store's business, so they are only recorded.</summary>
public sealed class MemoryResources : IResourceReader
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<(string Kind, string Namespace, string Name), StoredResource> _current = [];
    private readonly List<(string Kind, string Namespace, WatchEvent Event)> _history = [];
    private readonly Dictionary<(string Uid, long Revision), long> _versions = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _version = 100;

    public ResourceQuery? LastQuery { get; private set; }

    /// <summary>Thrown by every call while it is set.</summary>
    public Exception? Fault { get; set; }

    /// <summary>What happens before a list is read: it can wait, and fail.</summary>
    public Func<ResourceQuery, Task> BeforeList { get; set; } = _ => Task.CompletedTask;

    /// <summary>Thrown by watches that have sent all there is, once it is set.</summary>
    public Exception? WatchFault { get; set; }

    public string? StaleBecause { get; set; }

    public long Version => _version;

    public int Writes { get; private set; }

    public int Watchers { get; private set; }

    public StoredResource Put(IResource resource, long revision = 1)
    {
        lock (_lock)
        {
            var meta = resource.Metadata;
            var id = (resource.Kind, meta.Namespace, meta.Name);
            var isNew = !_current.ContainsKey(id);
            var version = Record(meta.Uid, revision);
            var node = ResourceJson.ToNode((object)resource).AsObject();
            node["metadata"]!["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture);
            var group = resource.ApiVersion.Contains('/') ? resource.ApiVersion.Split('/')[0] : "";
            var key = new ResourceKey(group, resource.Kind, meta.Namespace, meta.Name);
            _current[id] = new StoredResource(key, meta.Uid, revision, version, ResourceJson.SerializeToUtf8(node));
            Tell(id.Kind, id.Namespace, new WatchEvent(isNew ? WatchEventType.Added : WatchEventType.Modified, version, _current[id].Document));
            return _current[id];
        }
    }

    public void Remove(StoredResource stored)
    {
        lock (_lock)
        {
            _current.Remove((stored.Key.Kind, stored.Key.Namespace, stored.Key.Name));
            Tell(stored.Key.Kind, stored.Key.Namespace, new WatchEvent(WatchEventType.Deleted, Record(stored.Uid, stored.Revision + 1), stored.Document));
        }
    }

    public void Bookmark(string kind)
    {
        lock (_lock)
        {
            Tell(kind, "", new WatchEvent(WatchEventType.Bookmark, ++_version, default));
        }
    }

    public StoredResource? Find(string kind, string ns, string name)
    {
        lock (_lock)
        {
            return _current.GetValueOrDefault((kind, ns, name));
        }
    }

    public void Wake()
    {
        lock (_lock)
        {
            Signal();
        }
    }

    public Task<StoredResource?> FindAsync(ResourceKey key, CancellationToken cancellationToken)
    {
        ThrowIfFaulty();
        return Task.FromResult(Find(key.Kind, key.Namespace, key.Name));
    }

    public async Task<ResourceList> ListAsync(ResourceQuery query, CancellationToken cancellationToken)
    {
        ThrowIfFaulty();
        await BeforeList(query);
        lock (_lock)
        {
            LastQuery = query;
            if (query.AtVersion > _version)
            {
                throw new ResourceVersionAheadException(query.AtVersion.Value, _version);
            }

            if (query.AtVersion < _version)
            {
                throw new ResourceExpiredException("only the newest version is kept here");
            }

            var after = query.Continue ?? "";
            var all = _current.Values.Where(item => item.Key.Kind == query.Kind && (query.Namespace ?? item.Key.Namespace) == item.Key.Namespace)
                .Where(item => string.CompareOrdinal(item.Key.Name, after) > 0).ToList();
            var items = all.Take(query.Limit ?? int.MaxValue).ToList();
            var left = all.Count - items.Count;
            var next = left > 0 ? items[^1].Key.Name : null;
            return new ResourceList(_version, items, next, left > 0 ? left : null, StaleBecause);
        }
    }

    public async IAsyncEnumerable<WatchEvent> WatchAsync(
        ResourceQuery query, long fromVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ThrowIfFaulty();
        lock (_lock)
        {
            LastQuery = query;
            Watchers++;
        }

        var sent = 0;
        while (true)
        {
            List<(string Kind, string Namespace, WatchEvent Event)> news;
            Task changed;
            lock (_lock)
            {
                news = _history[sent..];
                changed = _changed.Task;
            }

            sent += news.Count;
            foreach (var (kind, ns, change) in news.Where(entry => entry.Event.ResourceVersion > fromVersion && entry.Kind == query.Kind))
            {
                if (query.Namespace is null || ns.Length == 0 || ns == query.Namespace)
                {
                    yield return change;
                }
            }

            if (WatchFault is not null)
            {
                throw WatchFault;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    public Task<long?> FindRevisionAsync(string uid, long resourceVersion, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<long?>(
                _versions.Where(entry => entry.Key.Uid == uid && entry.Value == resourceVersion).Select(entry => (long?)entry.Key.Revision).SingleOrDefault());
        }
    }

    public Task<long?> FindVersionAsync(string uid, long revision, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<long?>(_versions.TryGetValue((uid, revision), out var version) ? version : null);
        }
    }

    private long Record(string uid, long revision)
    {
        Writes++;
        _versions[(uid, revision)] = ++_version;
        return _version;
    }

    private void Tell(string kind, string ns, WatchEvent change)
    {
        _history.Add((kind, ns, change));
        Signal();
    }

    private void Signal()
    {
        var before = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        before.SetResult();
    }

    private void ThrowIfFaulty()
    {
        if (Fault is not null)
        {
            throw Fault;
        }
    }
}
