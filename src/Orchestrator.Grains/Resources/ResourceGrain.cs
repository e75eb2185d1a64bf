using Microsoft.Extensions.Logging;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Resources.Defaults;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orchestrator.Grains.Resources;

/// <summary>
/// What the grains of all kinds have in common: create, read, replace and delete, and a reconciliation that looks at everything each time it is woken. The shape is
/// always the same: load, observe, plan, persist the intent, apply effects that may be repeated, persist the status if it changed.
/// </summary>
public abstract partial class ResourceGrain<T, TState> : Grain, IResourceGrain<T>
    where T : class, IResource<T>
    where TState : ResourceState<T>, new()
{
    private readonly IPersistentState<TState> _storage;
    private readonly StateWriter<TState> _writer;

    /// <summary>Makes the grain over its stored state.</summary>
    protected ResourceGrain(IPersistentState<TState> storage, GrainServices services)
    {
        _storage = storage;
        _writer = new StateWriter<TState>(storage, Learn, DeactivateOnIdle);
        Services = services;
        Log = services.Logs.CreateLogger(GetType());
    }

    /// <summary>The kind's description.</summary>
    protected static KindDescription Description { get; } = ResourceKinds.Of<T>();

    /// <summary>What grains need besides each other.</summary>
    protected GrainServices Services { get; }

    /// <summary>This grain's log.</summary>
    protected ILogger Log { get; }

    /// <summary>The stored state.</summary>
    protected TState State => _storage.State;

    /// <summary>The object, or null where there is none.</summary>
    protected T? Resource => State.Resource;

    /// <summary>The time.</summary>
    protected DateTimeOffset Now => Services.Clock.GetUtcNow();

    /// <summary>The name in the grain's key.</summary>
    protected string Name => GrainKey.NameOf(this.GetPrimaryKeyString());

    /// <summary>The namespace in the grain's key; empty for kinds that have none.</summary>
    protected string Namespace => GrainKey.NamespaceOf(this.GetPrimaryKeyString());

    /// <summary>Where the object is stored.</summary>
    protected ResourceKey Key => new(Description.Group, Description.Kind, Namespace, Name);

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        StartWaking();
        if (NeedsReconciling)
        {
            Wake();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<Versioned<T>> Create(T resource, WriteOptions options)
    {
        if (Resource is not null)
        {
            throw ApiErrors.AlreadyExists(Description.Group, Description.Plural, Name);
        }

        await RequireNamespaceAsync(resource.Metadata.Namespace);
        var created = ObjectAdmission.Admit(await PrepareAsync(ResourceDefaults.Apply(resource.WithMetadata(resource.Metadata with
        {
            Uid = Services.Identities.NewUid(),
            CreationTimestamp = WholeSeconds.Of(Now),
            Generation = 1,
            ResourceVersion = null,
            DeletionTimestamp = null,
            DeletionGracePeriodSeconds = null,
        }))));
        if (options.DryRun)
        {
            await Services.Quotas.RequireRoomAsync(ResourceJson.SerializeToUtf8(created), CancellationToken.None);
            return new Versioned<T>(created, 0);
        }

        await PersistIfChangedAsync(created);
        await OnCreatedAsync();
        Wake();
        return Versioned();
    }

    /// <inheritdoc/>
    public Task<Versioned<T>?> Read() => Task.FromResult(Resource is null ? null : Versioned());

    /// <inheritdoc/>
    public async Task<Versioned<T>> Replace(T resource, WriteOptions options)
    {
        var current = Require(options.ExpectedUid ?? NullIfEmpty(resource.Metadata.Uid), options.ExpectedRevision);
        var replaced = ObjectAdmission.AdmitReplacement(Carry(resource, current), current);
        if (options.DryRun || ResourceJson.SameContent(current, replaced))
        {
            return new Versioned<T>(replaced, State.Revision);
        }

        await PersistIfChangedAsync(replaced);
        Wake();
        NotifyOwner();
        return Versioned();
    }

    /// <inheritdoc/>
    public async Task<Deleted<T>> Delete(DeleteRequest request)
    {
        var current = Require(request.ExpectedUid, request.ExpectedRevision);
        RequireDeletable(current);
        if (request.DryRun)
        {
            return new Deleted<T>(current, State.Revision, Gone: false);
        }

        await LetGoAsync(current, request);
        var deleted = await DeleteAsync(await HoldAsync(current, request.Propagation), request);
        if (!deleted.Gone && DependentsFinalizer.IsIn(deleted.Resource.Metadata.Finalizers))
        {
            GarbageNotice.Send(GrainFactory, current.Metadata.Uid);
        }

        return deleted;
    }

    /// <summary>Whether an activation has to look at its object. Overridden where there is work without an object.</summary>
    protected virtual bool NeedsReconciling => Resource is not null;

    /// <summary>Gives a new object, which has its defaults, what only the system may set, and refuses what its namespace does not allow.</summary>
    protected virtual Task<T> PrepareAsync(T resource) => Task.FromResult(resource);

    /// <summary>Gives an object that replaces another what the system once set and the client has left out.</summary>
    protected virtual T Carry(T resource, T current) => resource;

    /// <summary>The object has just been stored for the first time.</summary>
    protected virtual Task OnCreatedAsync() => Task.CompletedTask;

    /// <summary>Refuses deletions that must not be.</summary>
    protected virtual void RequireDeletable(T current)
    {
    }

    /// <summary>Lets go of what the object owns and its grain knows of, where the deletion is to orphan it.</summary>
    protected virtual Task LetGoAsync(T current, DeleteRequest request) => Task.CompletedTask;

    /// <summary>Deletes the object, or begins to. Its finalizers say already whether it has to wait for what it owns.</summary>
    protected abstract Task<Deleted<T>> DeleteAsync(T current, DeleteRequest request);

    /// <summary>Looks at everything and does what is to be done. Woken again where it throws.</summary>
    protected abstract Task ReconcileAsync();

    /// <summary>The object with its revision.</summary>
    protected Versioned<T> Versioned() => new(Resource!, State.Revision);

    /// <summary>
    /// Stores a change of the state. The revision rises where the document differs. A change is applied to the newest state, also where another write is under way.
    /// </summary>
    /// <exception cref="ApiException">403: a quota of the namespace has no room for it.</exception>
    /// <param name="change">The change.</param>
    /// <param name="differs">Whether the document differs in any case, so that nobody has to compare.</param>
    protected async Task PersistAsync(Func<TState, TState> change, bool differs = false)
    {
        try
        {
            await _writer.ChangeAsync(before =>
            {
                var after = change(before);
                var changed = after.Resource is not null && !ReferenceEquals(before.Resource, after.Resource)
                    && (differs || before.Resource is null || !ResourceJson.SameContent(before.Resource, after.Resource));
                return changed ? (TState)((ResourceState<T>)after with { Revision = before.Revision + 1 }) : after;
            });
        }
        catch (OrleansException e) when (e.InnerException is ApiException refused)
        {
            throw refused;
        }
    }

    /// <summary>Stores another document where it differs.</summary>
    protected Task PersistIfChangedAsync(T next) =>
        Resource is not null && ResourceJson.SameContent(Resource, next)
            ? Task.CompletedTask
            : PersistAsync(state => (TState)((ResourceState<T>)state with { Resource = next }), differs: true);

    /// <summary>Removes the object and everything that is stored with it.</summary>
    protected async Task ClearAsync()
    {
        var last = Resource;
        await _writer.SettleAsync();
        try
        {
            await _storage.ClearStateAsync();
        }
        catch (Exception e) when (e is not InconsistentStateException)
        {
            // An answer that was lost leaves open whether it is cleared; what is stored says.
            await _storage.ReadStateAsync();
            if (Resource is not null)
            {
                throw;
            }
        }

        if (last is not null)
        {
            OwnerNotice.Send(GrainFactory, last.Metadata);
            GarbageNotice.Send(GrainFactory, last.Metadata.Uid);
        }
    }

    /// <summary>
    /// Reads the state again where another is stored by now, and returns whether it was so: what a silo had sent before it ended can be stored after this activation has read.
    /// </summary>
    /// <param name="stored">The object as it is stored; null where there is none.</param>
    protected async Task<bool> CatchUpAsync(StoredResource? stored)
    {
        if (stored?.Uid == Resource?.Metadata.Uid && (stored is null || stored.Revision <= State.Revision))
        {
            return false;
        }

        await ReadAgainAsync();
        return true;
    }

    /// <summary>Reads the state again, whatever is stored by now.</summary>
    protected Task ReadAgainAsync() => _writer.ReadAgainAsync();

    /// <summary>The state was read again: another activation may have written it, and know what this one does not.</summary>
    protected virtual void OnReadAgain()
    {
    }

    /// <summary>Tells the owner to look again.</summary>
    protected void NotifyOwner() => OwnerNotice.Send(GrainFactory, Resource!.Metadata);

    /// <summary>Records something that happened to the object.</summary>
    protected void Record(Contracts.Recording.EventType type, string reason, string message) =>
        ObjectEvents.Record(Services, Resource!, Component, type, reason, message);

    /// <summary>Who says so in events.</summary>
    protected virtual string Component => $"{Description.Singular}-controller";

    /// <summary>The object, as the caller knows it: 404 or 409 where it is not.</summary>
    protected T Require(string? uid, long? revision)
    {
        var current = Resource ?? throw ApiErrors.NotFound(Description.Group, Description.Plural, Name);
        if (uid is not null && uid != current.Metadata.Uid)
        {
            throw ApiErrors.Conflict(
                Description.Group, Description.Plural, Name, $"Precondition failed: UID in precondition: {uid}, UID in object meta: {current.Metadata.Uid}");
        }

        return revision is null || revision == State.Revision ? current : throw ApiErrors.Modified(Description.Group, Description.Plural, Name);
    }

    // What was stored may be what was not yet told to the owner, and what nobody here has acted on.
    private void Learn()
    {
        OnReadAgain();
        if (Resource is not null)
        {
            NotifyOwner();
        }

        Wake();
    }

    // An object that owns something has to wait until that is orphaned, or gone, where it is asked for.
    private async Task<T> HoldAsync(T current, Propagation policy)
    {
        var owns = policy != Propagation.Background
            && !(await Services.Ownership.ListOwnedAsync([current.Metadata.Uid], 1, CancellationToken.None)).IsEmpty;
        var finalizer = !owns ? null : policy == Propagation.Orphan ? DependentsFinalizer.Orphan : DependentsFinalizer.Foreground;
        return current.WithMetadata(current.Metadata with { Finalizers = DependentsFinalizer.Set(current.Metadata.Finalizers, finalizer) });
    }

    private Task RequireNamespaceAsync(string ns) =>
        Description.Namespaced ? GrainFactory.GetGrain<INamespaceGrain>(GrainKey.Namespace(ns)).RequireOpen() : Task.CompletedTask;

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
