using System.Collections.Concurrent;
using Orchestrator.Contracts.Reading;
using Orchestrator.Planning.Retrying;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Gateway.Access.Rules;

/// <summary>All objects of one kind, kept up to date by a watch. While the database is away, they stay as they were last.</summary>
internal sealed class WatchedKind<T>(IResourceReader reader, TimeProvider time, Action changed, Action<Exception> failed)
    where T : class, IResource<T>
{
    private static readonly KindDescription Kind = ResourceKinds.Of<T>();
    private static readonly Backoff Retry = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5));
    private readonly ConcurrentDictionary<(string Namespace, string Name), T> _objects = new();
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the objects were read for the first time.</summary>
    public Task Loaded => _loaded.Task;

    /// <summary>The objects.</summary>
    public ICollection<T> Objects => _objects.Values;

    /// <summary>One of them, or null.</summary>
    public T? Find(string ns, string name) => _objects.GetValueOrDefault((ns, name));

    /// <summary>Keeps them up to date until it is cancelled.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        var query = new ResourceQuery { Group = Kind.Group, Kind = Kind.Kind };
        var delay = TimeSpan.Zero;
        while (true)
        {
            try
            {
                var version = await ListAsync(query, cancellationToken);
                delay = TimeSpan.Zero;
                await foreach (var change in reader.WatchAsync(query, version, cancellationToken))
                {
                    Take(change);
                }
            }
            catch (ResourceExpiredException)
            {
                // The history is gone that the watch was to go on from; the list says what came of it.
                continue;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever it is, who may do what must be followed again; it is told, and tried again with a growing pause.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                failed(fault);
            }

            delay = Retry.Next(delay);
            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task<long> ListAsync(ResourceQuery query, CancellationToken cancellationToken)
    {
        var list = await reader.ListAsync(query, cancellationToken);
        var present = new HashSet<(string, string)>();
        foreach (var item in list.Items)
        {
            present.Add((item.Key.Namespace, item.Key.Name));
            _objects[(item.Key.Namespace, item.Key.Name)] = ResourceJson.Deserialize<T>(item.Document.Span);
        }

        foreach (var gone in _objects.Keys.Where(key => !present.Contains(key)))
        {
            _objects.TryRemove(gone, out _);
        }

        _loaded.TrySetResult();
        changed();
        return list.ResourceVersion;
    }

    private void Take(WatchEvent change)
    {
        if (change.Type == WatchEventType.Bookmark)
        {
            return;
        }

        var item = ResourceJson.Deserialize<T>(change.Document.Span);
        var key = (item.Metadata.Namespace, item.Metadata.Name);
        if (change.Type == WatchEventType.Deleted)
        {
            _objects.TryRemove(key, out _);
        }
        else
        {
            _objects[key] = item;
        }

        changed();
    }
}
