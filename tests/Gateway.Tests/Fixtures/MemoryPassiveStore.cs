using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Writing;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;

namespace Gateway.Tests.Fixtures;

/// <summary>Stores documents without a grain in memory.</summary>
public sealed class MemoryPassiveStore(MemoryResources resources) : IPassiveResourceStore
{
    public Task<PassiveWrite> PutAsync(ReadOnlyMemory<byte> document, long? expectedRevision, CancellationToken cancellationToken)
    {
        var resource = Read(document);
        var revision = resources.Find(resource.Kind, resource.Metadata.Namespace, resource.Metadata.Name)?.Revision ?? 0;
        if ((expectedRevision ?? revision) != revision)
        {
            throw new RevisionConflictException("another revision");
        }

        var stored = resources.Put(resource, revision + 1);
        return Task.FromResult(new PassiveWrite(stored.Revision, stored.ResourceVersion, true));
    }

    public Task<StoredResource?> DeleteAsync(ResourceKey key, string? expectedUid, long? expectedRevision, CancellationToken cancellationToken)
    {
        var stored = resources.Find(key.Kind, key.Namespace, key.Name);
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

    private static IResource Read(ReadOnlyMemory<byte> document)
    {
        var named = JsonNode.Parse(document.Span)!;
        var kind = ResourceKinds.FindByKind((string)named["apiVersion"]!, (string)named["kind"]!)!;
        return (IResource)JsonSerializer.Deserialize(document.Span, kind.Type, ResourceJson.Options)!;
    }
}
