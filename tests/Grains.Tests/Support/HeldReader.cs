using Orchestrator.Contracts.Reading;

namespace Orchestrator.Grains.Tests.Support;

/// <summary>A database that answers when a test says so, or says that it is away.</summary>
public sealed class HeldReader : IResourceReader
{
    private readonly List<TaskCompletionSource<ResourceList>> _asked = [];

    /// <summary>How often it was asked.</summary>
    public int Asked => _asked.Count;

    /// <summary>Answers the latest question: there is nothing.</summary>
    public void Answer() => _asked[^1].SetResult(new ResourceList(1, [], null, null));

    /// <summary>Answers the latest question with a failure.</summary>
    public void Fail() => _asked[^1].SetException(new StorageUnavailableException("The database is away.", new IOException("The connection was lost.")));

    public Task<ResourceList> ListAsync(ResourceQuery query, CancellationToken cancellationToken)
    {
        _asked.Add(new TaskCompletionSource<ResourceList>());
        return _asked[^1].Task;
    }

    public Task<StoredResource?> FindAsync(ResourceKey key, CancellationToken cancellationToken) => throw NotAsked();

    public IAsyncEnumerable<WatchEvent> WatchAsync(ResourceQuery query, long fromVersion, CancellationToken cancellationToken) => throw NotAsked();

    public Task<long?> FindRevisionAsync(string uid, long resourceVersion, CancellationToken cancellationToken) => throw NotAsked();

    public Task<long?> FindVersionAsync(string uid, long revision, CancellationToken cancellationToken) => throw NotAsked();

    private static NotSupportedException NotAsked() => new("Nobody asks for this.");
}
