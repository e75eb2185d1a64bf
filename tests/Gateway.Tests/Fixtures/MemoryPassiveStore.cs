using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Writing;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Serialization;

namespace Gateway.Tests.Fixtures;

/// <summary>Stores Events in memory.</summary>
public sealed class MemoryPassiveStore(MemoryResources resources) : IPassiveResourceStore
{
    public Task<PassiveWrite> PutAsync(ReadOnlyMemory<byte> document, long? expectedRevision, CancellationToken cancellationToken)
    {
        var e = ResourceJson.Deserialize<Event>(document.Span);
        var revision = resources.Find("Event", e.Metadata.Namespace, e.Metadata.Name)?.Revision ?? 0;
        if ((expectedRevision ?? revision) != revision)
        {
            throw new RevisionConflictException("another revision");
        }

        var stored = resources.Put(e, revision + 1);
        return Task.FromResult(new PassiveWrite(stored.Revision, stored.ResourceVersion, true));
    }

    public Task<StoredResource?> DeleteAsync(ResourceKey key, string? expectedUid, long? expectedRevision, CancellationToken cancellationToken)
    {
        var stored = resources.Find("Event", key.Namespace, key.Name);
        if (stored is null)
        {
            return Task.FromResult<StoredResource?>(null);
        }

        if ((expectedUid ?? stored.Uid) != stored.Uid || (expectedRevision ?? stored.Revision) != stored.Revision)
        {
            throw new RevisionConflictException("another object");
        }

        resources.Remove(stored);
        return Task.FromResult<StoredResource?>(stored);
    }
}
