using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Writing;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Gateway.Writing;

/// <summary>Writes documents that no grain stands behind.</summary>
internal sealed class PassiveResourceWriter<T>(IPassiveResourceStore store, IResourceReader reader, IIdentities ids, TimeProvider time) : IResourceWriter<T>
    where T : class, IResource<T>
{
    private static readonly KindDescription Kind = ResourceKinds.Of<T>();

    public async Task<Versioned<T>> CreateAsync(ResourceKey key, T resource, WriteOptions options, CancellationToken cancellationToken)
    {
        await RequireNamespaceAsync(key, cancellationToken);
        if (await reader.FindAsync(key, cancellationToken) is not null)
        {
            throw ApiErrors.AlreadyExists(Kind.Group, Kind.Plural, key.Name);
        }

        var created = resource.WithMetadata(resource.Metadata with { Uid = ids.NewUid(), CreationTimestamp = time.GetUtcNow(), Generation = 0 });
        try
        {
            return options.DryRun ? new Versioned<T>(created, 0) : await PutAsync(created, 0, cancellationToken);
        }
        catch (RevisionConflictException)
        {
            throw ApiErrors.AlreadyExists(Kind.Group, Kind.Plural, key.Name);
        }
    }

    public async Task<Versioned<T>?> ReadAsync(ResourceKey key, CancellationToken cancellationToken) =>
        await reader.FindAsync(key, cancellationToken) is { } stored
            ? new Versioned<T>(ResourceJson.Deserialize<T>(stored.Document.Span), stored.Revision)
            : null;

    public async Task<Versioned<T>> ReplaceAsync(ResourceKey key, T resource, WriteOptions options, CancellationToken cancellationToken)
    {
        var current = await ReadAsync(key, cancellationToken) ?? throw ApiErrors.NotFound(Kind.Group, Kind.Plural, key.Name);
        var kept = current.Resource.Metadata;
        if ((options.ExpectedUid ?? kept.Uid) != kept.Uid || (options.ExpectedRevision ?? current.Revision) != current.Revision)
        {
            throw ApiErrors.Modified(Kind.Group, Kind.Plural, key.Name);
        }

        var replaced = resource.WithMetadata(resource.Metadata with { Uid = kept.Uid, CreationTimestamp = kept.CreationTimestamp });
        try
        {
            return options.DryRun ? new Versioned<T>(replaced, current.Revision) : await PutAsync(replaced, current.Revision, cancellationToken);
        }
        catch (RevisionConflictException)
        {
            throw ApiErrors.Modified(Kind.Group, Kind.Plural, key.Name);
        }
    }

    public async Task<Deleted<T>> DeleteAsync(ResourceKey key, DeleteRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var stored = request.DryRun
                ? await reader.FindAsync(key, cancellationToken)
                : await store.DeleteAsync(key, request.ExpectedUid, request.ExpectedRevision, cancellationToken);
            return stored is null
                ? throw ApiErrors.NotFound(Kind.Group, Kind.Plural, key.Name)
                : new Deleted<T>(ResourceJson.Deserialize<T>(stored.Document.Span), stored.Revision, Gone: true);
        }
        catch (RevisionConflictException)
        {
            throw ApiErrors.Modified(Kind.Group, Kind.Plural, key.Name);
        }
    }

    private async Task RequireNamespaceAsync(ResourceKey key, CancellationToken cancellationToken)
    {
        if (key.Namespace.Length > 0 && await reader.FindAsync(new ResourceKey("", "Namespace", "", key.Namespace), cancellationToken) is null)
        {
            throw ApiErrors.NotFound("", "namespaces", key.Namespace);
        }
    }

    private async Task<Versioned<T>> PutAsync(T resource, long expectedRevision, CancellationToken cancellationToken)
    {
        var written = await store.PutAsync(ResourceJson.SerializeToUtf8(resource), expectedRevision, cancellationToken);
        return new Versioned<T>(resource, written.Revision);
    }
}
