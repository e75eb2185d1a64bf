using Orchestrator.Contracts;
using Orchestrator.Contracts.Quotas;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Writing;
using Orchestrator.Gateway.Errors;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orleans;

namespace Orchestrator.Gateway.Writing;

/// <summary>Writes documents that no grain stands behind.</summary>
internal sealed class PassiveResourceWriter<T>(
    ResourceModel<T> model, IPassiveResourceStore store, IResourceReader reader, IQuotaLedger quotas, OpenNamespace open, IGrainFactory grains, IIdentities ids, TimeProvider time) : IStatusWriter<T>
    where T : class, IResource<T>
{
    private KindDescription Kind => model.Kind;

    public async Task<Versioned<T>> CreateAsync(ResourceKey key, T resource, WriteOptions options, CancellationToken cancellationToken)
    {
        await open.RequireAsync(Kind, key, cancellationToken);
        if (await reader.FindAsync(key, cancellationToken) is not null)
        {
            throw ApiErrors.AlreadyExists(Kind.Group, Kind.Plural, key.Name);
        }

        var created = Admit(PassiveAdmission.New(model, resource, ids.NewUid(), time.GetUtcNow()), null);
        try
        {
            return options.DryRun ? await TryAsync(created, cancellationToken) : await PutAsync(created, 0, cancellationToken);
        }
        catch (RevisionConflictException)
        {
            throw ApiErrors.AlreadyExists(Kind.Group, Kind.Plural, key.Name);
        }
    }

    public async Task<Versioned<T>?> ReadAsync(ResourceKey key, CancellationToken cancellationToken) =>
        await reader.FindAsync(key, cancellationToken) is { } stored
            ? new Versioned<T>(model.Read(stored.Document.Span), stored.Revision)
            : null;

    public Task<Versioned<T>> ReplaceAsync(ResourceKey key, T resource, WriteOptions options, CancellationToken cancellationToken) =>
        ReplaceAsync(key, current => Admit(PassiveAdmission.Replacement(Kind, resource, current), current), options, cancellationToken);

    public Task<Versioned<T>> ReplaceStatusAsync(ResourceKey key, T resource, WriteOptions options, CancellationToken cancellationToken) =>
        ReplaceAsync(key, current => Admit(WithStatus(current, resource), current), options, cancellationToken);

    public async Task<Deleted<T>> DeleteAsync(ResourceKey key, DeleteRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var end = await store.DeleteAsync(key, request, time.GetUtcNow(), cancellationToken) ?? throw ApiErrors.NotFound(Kind.Group, Kind.Plural, key.Name);
            var last = model.Read(end.Resource.Document.Span);
            if (!request.DryRun && (end.Gone || DependentsFinalizer.IsIn(last.Metadata.Finalizers)))
            {
                GarbageNotice.Send(grains, end.Resource.Uid);
            }

            return new Deleted<T>(last, end.Resource.Revision, end.Gone);
        }
        catch (RevisionConflictException)
        {
            throw ApiErrors.Modified(Kind.Group, Kind.Plural, key.Name);
        }
    }

    private async Task<Versioned<T>> ReplaceAsync(ResourceKey key, Func<T, T> change, WriteOptions options, CancellationToken cancellationToken)
    {
        var current = await ReadAsync(key, cancellationToken) ?? throw ApiErrors.NotFound(Kind.Group, Kind.Plural, key.Name);
        var kept = current.Resource.Metadata;
        if ((options.ExpectedUid ?? kept.Uid) != kept.Uid || (options.ExpectedRevision ?? current.Revision) != current.Revision)
        {
            throw ApiErrors.Modified(Kind.Group, Kind.Plural, key.Name);
        }

        var next = change(current.Resource);
        if (options.DryRun)
        {
            return new Versioned<T>(next, current.Revision);
        }

        try
        {
            return next.Metadata is { DeletionTimestamp: not null, Finalizers.IsEmpty: true }
                ? await FinishAsync(key, next, current, cancellationToken)
                : await PutAsync(next, current.Revision, cancellationToken);
        }
        catch (RevisionConflictException)
        {
            throw ApiErrors.Modified(Kind.Group, Kind.Plural, key.Name);
        }
    }

    // Nothing holds the object any more: with this write it is gone.
    private async Task<Versioned<T>> FinishAsync(ResourceKey key, T last, Versioned<T> current, CancellationToken cancellationToken)
    {
        var held = current.Resource.Metadata;
        var release = new PassiveRelease { ExpectedUid = held.Uid, ExpectedRevision = current.Revision, Finalizers = held.Finalizers };
        var end = await store.ReleaseAsync(key, release, cancellationToken) ?? throw ApiErrors.NotFound(Kind.Group, Kind.Plural, key.Name);
        GarbageNotice.Send(grains, held.Uid);
        return new Versioned<T>(last, end.Resource.Revision);
    }

    private async Task<Versioned<T>> TryAsync(T created, CancellationToken cancellationToken)
    {
        await quotas.RequireRoomAsync(model.Stored(created), cancellationToken);
        return new Versioned<T>(created, 0);
    }

    private static T WithStatus(T current, T said) =>
        current.WithStatusOf(said).WithMetadata(current.Metadata with { ManagedFields = said.Metadata.ManagedFields });

    private T Admit(T resource, T? current)
    {
        var complete = model.Default(resource);
        var errors = model.Validate(complete, current);
        return errors.IsEmpty ? complete : throw DecodeRefusal.Invalid(Kind.Group, Kind.Kind, resource.Metadata.Name, errors);
    }

    private async Task<Versioned<T>> PutAsync(T resource, long expectedRevision, CancellationToken cancellationToken)
    {
        var written = await store.PutAsync(model.Stored(resource), expectedRevision, cancellationToken);
        if (written.Changed)
        {
            GarbageNotice.SendIfOwned(grains, resource.Metadata);
        }

        return new Versioned<T>(resource, written.Revision);
    }
}
