using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Writing;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;
using System.Text.Json;

namespace Gateway.Tests.Fixtures;

/// <summary>Stores documents in memory. What finalizers do is the database's business, and tested over one.</summary>
public sealed class MemoryPassiveStore(MemoryResources resources) : IPassiveResourceStore
{
    public Task<PassiveWrite> PutAsync(ReadOnlyMemory<byte> document, long? expectedRevision, CancellationToken cancellationToken)
    {
        var json = JsonElement.Parse(document.Span);
        var kind = ResourceKinds.FindByKind(json.GetProperty("apiVersion").GetString()!, json.GetProperty("kind").GetString()!)!;
        var resource = (IResource)json.Deserialize(kind.Type, ResourceJson.Options)!;
        var revision = resources.Find(kind.Kind, resource.Metadata.Namespace, resource.Metadata.Name)?.Revision ?? 0;
        if ((expectedRevision ?? revision) != revision)
        {
            throw new RevisionConflictException("another revision");
        }

        var stored = resources.Put(resource, revision + 1);
        return Task.FromResult(new PassiveWrite(stored.Revision, stored.ResourceVersion, true));
    }

    public Task<PassiveEnd?> DeleteAsync(ResourceKey key, DeleteRequest request, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var stored = resources.Find(key.Kind, key.Namespace, key.Name);
        if (stored is null)
        {
            return Task.FromResult<PassiveEnd?>(null);
        }

        if ((request.ExpectedUid ?? stored.Uid) != stored.Uid || (request.ExpectedRevision ?? stored.Revision) != stored.Revision)
        {
            throw new RevisionConflictException("another object");
        }

        if (!request.DryRun)
        {
            resources.Remove(stored);
        }

        return Task.FromResult<PassiveEnd?>(new PassiveEnd(stored, Gone: true));
    }

    public Task<PassiveEnd?> ReleaseAsync(ResourceKey key, PassiveRelease release, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Objects that finalizers hold are tested over a database.");
}
