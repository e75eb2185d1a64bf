using System.Collections.Immutable;
using Orchestrator.Contracts;
using Orchestrator.Grains.Resources;
using Orchestrator.Planning.Owners;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Grains.Owners;

/// <summary>
/// A grain whose object owns others. It knows them by name, reads the ones that say they changed, and deletes or lets go of them when its own object goes.
/// </summary>
/// <typeparam name="T">The owner's kind.</typeparam>
/// <typeparam name="TChild">What it sees of a child.</typeparam>
public abstract class OwnerGrain<T, TChild>(IPersistentState<OwnerState<T>> storage, GrainServices services)
    : ResourceGrain<T, OwnerState<T>>(storage, services), ILookAgain, IRemindable
    where T : class, IResource<T>
    where TChild : class
{
    private const string Reminder = "reconcile";
    private const int ParallelCalls = 16;
    private const int OwnedMax = 10_000;
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BlockedAgainIn = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, TChild> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> _stale = new(StringComparer.Ordinal);
    private bool _reminded;
    private bool _searching;

    /// <summary>The children as last seen, by name.</summary>
    protected IReadOnlyDictionary<string, TChild> Children => _seen;

    /// <inheritdoc/>
    protected override bool NeedsReconciling => Resource is not null || !State.Collecting.IsEmpty;

    /// <inheritdoc/>
    public Task LookAgain(string childName)
    {
        _stale.Add(childName);
        Wake();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status) => LookAtAll();

    /// <inheritdoc/>
    public Task LookAtAll()
    {
        _searching = true;
        _stale.UnionWith(State.Children);
        foreach (var name in State.Children)
        {
            Remind(name);
        }

        Wake();
        return Task.CompletedTask;
    }

    /// <summary>Has a child that owns others look at all of them. Sends, and waits for nothing.</summary>
    protected virtual void Remind(string name)
    {
    }

    /// <summary>The kind of its children.</summary>
    protected abstract KindDescription ChildKind { get; }

    /// <summary>Looks at a child; null where there is none.</summary>
    protected abstract Task<TChild?> SeeAsync(string name);

    /// <summary>What all children have in common.</summary>
    protected abstract ChildView View(TChild child);

    /// <summary>Deletes a child.</summary>
    protected abstract Task DeleteChildAsync(string name, DeleteRequest request);

    /// <summary>Lets go of a child.</summary>
    protected abstract Task OrphanChildAsync(string name, string ownerUid);

    /// <summary>Plans, and acts on the plan. All children have been seen.</summary>
    protected abstract Task ReconcileChildrenAsync(T current);

    /// <inheritdoc/>
    protected override Task OnCreatedAsync() => EnsureRemindedAsync();

    /// <summary>Makes sure that the object is looked at now and then, whatever is missed. One with an owner is covered by the owner's reminder.</summary>
    protected async Task EnsureRemindedAsync()
    {
        if (!_reminded && Resource!.Metadata.ControllerReference() is null)
        {
            await RemindAsync();
        }
    }

    /// <inheritdoc/>
    protected sealed override async Task ReconcileAsync()
    {
        if (_searching)
        {
            await CatchUpAsync(await Services.Reader.FindAsync(Key, CancellationToken.None));
        }

        await CollectAsync();
        if (Resource is null)
        {
            return;
        }

        await EnsureRemindedAsync();
        await SeeChildrenAsync();
        if (Resource.Metadata.DeletionTimestamp is not null)
        {
            await EndAsync(Resource);
        }

        if (Resource is { } current)
        {
            await ReconcileChildrenAsync(current);
        }
    }

    /// <inheritdoc/>
    protected override async Task LetGoAsync(T current, DeleteRequest request)
    {
        if (request.Propagation == Propagation.Orphan)
        {
            await ForEachAsync(State.Children, name => OrphanChildAsync(name, current.Metadata.Uid));
            await PersistAsync(state => state with { Children = [] });
            _seen.Clear();
        }
    }

    /// <inheritdoc/>
    protected override async Task<Deleted<T>> DeleteAsync(T current, DeleteRequest request)
    {
        var foreground = request.Propagation == Propagation.Foreground && !State.Children.IsEmpty;
        var finalizers = foreground && !current.Metadata.Finalizers.Contains(DependentsFinalizer.Foreground)
            ? current.Metadata.Finalizers.Add(DependentsFinalizer.Foreground)
            : current.Metadata.Finalizers;
        if (finalizers.IsEmpty)
        {
            var revision = State.Revision;
            await GoAsync(current);
            return new Deleted<T>(current, revision, Gone: true);
        }

        var deleting = current.WithMetadata(current.Metadata with
        {
            DeletionTimestamp = current.Metadata.DeletionTimestamp ?? Now,
            DeletionGracePeriodSeconds = 0,
            Finalizers = finalizers,
        });
        await PersistIfChangedAsync(deleting);
        Wake();
        return new Deleted<T>(deleting, State.Revision, Gone: false);
    }

    /// <summary>Remembers the name of a child that is about to be created.</summary>
    protected Task ExpectAsync(IEnumerable<string> names) => PersistAsync(state => state with { Children = [.. state.Children.Union(names, StringComparer.Ordinal)] });

    /// <summary>Takes note of a child as it is now, without asking it.</summary>
    protected void Note(string name, TChild child) => _seen[name] = child;

    /// <summary>Has a child looked at again.</summary>
    protected void Doubt(string name) => _stale.Add(name);

    /// <summary>Calls for each child, some at a time.</summary>
    protected static Task ForEachAsync(IEnumerable<string> names, Func<string, Task> call) => Calls.ForEachAsync(names, ParallelCalls, call);

    // Children that changed are asked; names without an object, or with somebody else's, are forgotten. One that is not known is taken: an activation that has lost its place may have
    // made it after this one looked and found nothing.
    private async Task SeeChildrenAsync()
    {
        var uid = Resource!.Metadata.Uid;
        await SearchAsync(uid);
        var looks = _stale.Union(State.Children.Where(name => !_seen.ContainsKey(name)), StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        _stale.Clear();
        try
        {
            await ForEachAsync(looks, async name =>
            {
                if (await SeeAsync(name) is { } child && View(child).ControllerUid == uid)
                {
                    _seen[name] = child;
                }
                else
                {
                    _seen.Remove(name);
                }
            });
        }
        catch
        {
            _stale.UnionWith(looks);
            throw;
        }

        var known = State.Children.ToHashSet(StringComparer.Ordinal);
        var found = looks.Where(name => _seen.ContainsKey(name) && !known.Contains(name)).ToList();
        if (found.Count > 0 || State.Children.Any(name => !_seen.ContainsKey(name)))
        {
            await PersistAsync(state => state with { Children = [.. state.Children.Where(_seen.ContainsKey).Union(found, StringComparer.Ordinal)] });
        }
    }

    // What is stored says who owns what, also where the word of a child was lost.
    private async Task SearchAsync(string uid)
    {
        if (_searching)
        {
            var owned = await Services.Ownership.ListOwnedAsync([uid], OwnedMax, CancellationToken.None);
            _stale.UnionWith(owned.Where(item => item.Key.Group == ChildKind.Group && item.Key.Kind == ChildKind.Kind && item.Metadata.ControllerReference()?.Uid == uid).Select(item => item.Key.Name));
            _searching = false;
        }
    }

    // The owner is on its way out: with foreground deletion what it owns goes first.
    private async Task EndAsync(T current)
    {
        var finalizers = current.Metadata.Finalizers;
        if (finalizers.Contains(DependentsFinalizer.Foreground))
        {
            if (!State.Children.IsEmpty)
            {
                await ForEachAsync(
                    _seen.Where(child => !View(child.Value).Deleting).Select(child => child.Key).Order(StringComparer.Ordinal),
                    name => DeleteOneAsync(name, View(_seen[name]).Uid, Propagation.Foreground));
                return;
            }

            if (await HasBlockingAsync(current.Metadata.Uid))
            {
                // What it owns beyond its children is the garbage collector's, which also takes the finalizer away. Should that word be lost, it is sent again.
                GarbageNotice.Send(GrainFactory, current.Metadata.Uid);
                WakeIn(BlockedAgainIn);
                return;
            }

            finalizers = finalizers.Remove(DependentsFinalizer.Foreground);
        }

        if (finalizers.IsEmpty)
        {
            await GoAsync(current);
        }
        else
        {
            await PersistIfChangedAsync(current.WithMetadata(current.Metadata with { Finalizers = finalizers }));
        }
    }

    private async Task<bool> HasBlockingAsync(string uid)
    {
        const int Enough = 100;
        var owned = await Services.Ownership.ListOwnedAsync([uid], Enough, CancellationToken.None);
        return owned.Length == Enough || owned.Any(item => OwnedPlanner.Blocks(item.Metadata, uid));
    }

    // The object goes at once. What it owned is remembered until it is gone too.
    private async Task GoAsync(T current)
    {
        var owned = State.Children.Select(name => new OwnedChild(name, current.Metadata.Uid));
        var collecting = State.Collecting.AddRange(owned);
        _seen.Clear();
        if (collecting.IsEmpty)
        {
            await ClearAsync();
            await ForgetAsync();
            return;
        }

        await RemindAsync();
        await PersistAsync(state => state with { Resource = null, Children = [], Collecting = collecting });
        OwnerNotice.Send(GrainFactory, current.Metadata);
        GarbageNotice.Send(GrainFactory, current.Metadata.Uid);
        Wake();
    }

    private async Task CollectAsync()
    {
        if (State.Collecting.IsEmpty)
        {
            return;
        }

        var left = new HashSet<string>(StringComparer.Ordinal);
        var owners = State.Collecting.ToLookup(child => child.Name, child => child.OwnerUid, StringComparer.Ordinal);
        await ForEachAsync(owners.Select(child => child.Key), async name =>
        {
            if (await SeeAsync(name) is { } child && View(child) is var view && view.ControllerUid is { } owner && owners[name].Contains(owner))
            {
                left.Add(name);
                if (!view.Deleting)
                {
                    await DeleteOneAsync(name, view.Uid, Propagation.Background);
                }
            }
        });

        await PersistCollectedAsync(left);
    }

    private async Task PersistCollectedAsync(HashSet<string> left)
    {
        var collecting = State.Collecting.RemoveAll(child => !left.Contains(child.Name));
        if (collecting.IsEmpty && Resource is null)
        {
            await ClearAsync();
            await ForgetAsync();
            return;
        }

        if (collecting.Length != State.Collecting.Length)
        {
            await PersistAsync(state => state with { Collecting = collecting });
        }

        if (!collecting.IsEmpty)
        {
            WakeIn(TimeSpan.FromSeconds(1));
        }
    }

    private async Task DeleteOneAsync(string name, string uid, Propagation propagation)
    {
        try
        {
            await DeleteChildAsync(name, new DeleteRequest { ExpectedUid = uid, Propagation = propagation });
        }
        catch (ApiException gone) when (gone.Status.Code is 404 or 409)
        {
            // It went meanwhile, or another object has its name: either way it is no child any more.
            Doubt(name);
        }
    }

    private async Task RemindAsync()
    {
        await this.RegisterOrUpdateReminder(Reminder, ReminderPeriod, ReminderPeriod);
        _reminded = true;
    }

    private async Task ForgetAsync()
    {
        _reminded = false;
        if (await this.GetReminder(Reminder) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
    }
}
