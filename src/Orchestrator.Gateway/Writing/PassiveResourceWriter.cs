using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Writing;
using Orchestrator.Gateway.Errors;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Defaults;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;
using Orchestrator.Resources.Validation;

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

        var created = Admit(resource.WithMetadata(resource.Metadata with { Uid = ids.NewUid(), CreationTimestamp = time.GetUtcNow(), Generation = 0 }), null);
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

        var replaced = Admit(resource.WithMetadata(resource.Metadata with { Uid = kept.Uid, CreationTimestamp = kept.CreationTimestamp }), current.Resource);
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
                ? Expected(await reader.FindAsync(key, cancellationToken), request)
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

    // What is only tried is refused for what the deletion itself would be refused for.
    private static StoredResource? Expected(StoredResource? stored, DeleteRequest request) =>
        stored is not null && ((request.ExpectedUid ?? stored.Uid) != stored.Uid || (request.ExpectedRevision ?? stored.Revision) != stored.Revision)
            ? throw ApiErrors.Modified(Kind.Group, Kind.Plural, stored.Key.Name)
            : stored;

    private async Task RequireNamespaceAsync(ResourceKey key, CancellationToken cancellationToken)
    {
        if (key.Namespace.Length == 0)
        {
            return;
        }

        var stored = await reader.FindAsync(new ResourceKey("", "Namespace", "", key.Namespace), cancellationToken)
            ?? throw ApiErrors.NotFound("", "namespaces", key.Namespace);
        if (ResourceJson.Deserialize<Namespace>(stored.Document.Span).Metadata.DeletionTimestamp is not null)
        {
            throw ApiErrors.Forbidden(
                Kind.Group, Kind.Plural, key.Name, $"unable to create new content in namespace {key.Namespace} because it is being terminated");
        }
    }

    private static T Admit(T resource, T? current)
    {
        var complete = ResourceDefaults.Apply(resource);
        var errors = ResourceValidation.Validate(complete, current);
        if (!complete.Metadata.Finalizers.IsEmpty)
        {
            errors = errors.Add(new FieldError("metadata.finalizers", FieldErrorReason.Forbidden, $"Forbidden: {Kind.Plural} are deleted at once, so nobody could be waited for"));
        }

        return errors.IsEmpty ? complete : throw DecodeRefusal.Invalid(Kind.Group, Kind.Kind, resource.Metadata.Name, errors);
    }

    private async Task<Versioned<T>> PutAsync(T resource, long expectedRevision, CancellationToken cancellationToken)
    {
        var written = await store.PutAsync(ResourceJson.SerializeToUtf8(resource), expectedRevision, cancellationToken);
        return new Versioned<T>(resource, written.Revision);
    }
}
