using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Writing;
using Orchestrator.Grains.Resources;
using Orchestrator.Planning.Owners;
using Orchestrator.Planning.Retrying;
using Orchestrator.Resources.Meta;
using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Grains.Owners;

/// <summary>
/// Looks at what it is told to soon after, and at everything when it starts and every few minutes. What could not be done is found again by looking, so that an
/// interruption loses nothing.
/// </summary>
public sealed partial class GarbageCollectorGrain(GrainServices services) : Grain, IGarbageCollectorGrain, IRemindable
{
    private const string Reminder = "collect";
    private const int PageSize = 500;
    private const int ParallelCalls = 16;

    /// <summary>More than this is found faster by looking at everything.</summary>
    private const int PendingMax = 10_000;

    /// <summary>Owners that have grains delete what they own by themselves; so much time they get before it is done for them.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(5);
    private static readonly Backoff Retry = new(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(15));

    private readonly ILogger _log = services.Logs.CreateLogger<GarbageCollectorGrain>();
    private readonly HashSet<string> _pending = new(StringComparer.Ordinal);
    private readonly HashSet<string> _failed = new(StringComparer.Ordinal);
    private readonly long _begunAt = services.Clock.GetTimestamp();
    private IGrainTimer? _timer;
    private TimeSpan _dueAt = TimeSpan.MaxValue;
    private bool _sweep = true;
    private bool _unfinished;
    private int _looksInVain;

    private ObjectAccess Objects => new(GrainFactory, services.Passive, services.Clock);

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _timer = this.RegisterGrainTimer(
            LookAsync,
            new GrainTimerCreationOptions { DueTime = Timeout.InfiniteTimeSpan, Period = Timeout.InfiniteTimeSpan, Interleave = false, KeepAlive = true });
        LookIn(Patience);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Start() => this.RegisterOrUpdateReminder(Reminder, ReminderPeriod, ReminderPeriod);

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        _sweep = true;
        LookIn(Patience);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Look(string uid)
    {
        Add(uid);
        LookIn(Patience);
        return Task.CompletedTask;
    }

    private void Add(string uid)
    {
        if (_pending.Count < PendingMax)
        {
            _pending.Add(uid);
        }
        else
        {
            _sweep = true;
        }
    }

    private void LookIn(TimeSpan delay)
    {
        var at = services.Clock.GetElapsedTime(_begunAt) + delay;
        if (at < _dueAt)
        {
            _dueAt = at;
            _timer?.Change(delay, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        _dueAt = TimeSpan.MaxValue;
        _unfinished = false;
        _pending.UnionWith(_failed);
        _failed.Clear();
        try
        {
            await FinishHeldAsync(cancellationToken);
            await CollectPendingAsync(cancellationToken);
            await SweepAsync(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(_log, e);
            _unfinished = true;
        }

        _looksInVain = _unfinished ? _looksInVain + 1 : 0;
        if (_unfinished)
        {
            LookIn(Retry.AfterFailures(_looksInVain));
        }

        if (_pending.Count > 0)
        {
            LookIn(Patience);
        }
    }

    // Owners on their way out, until what they own is orphaned or gone.
    private async Task FinishHeldAsync(CancellationToken cancellationToken)
    {
        foreach (var owner in await services.Ownership.ListHeldAsync(PageSize, cancellationToken))
        {
            _unfinished = true;
            var uid = owner.Metadata.Uid;
            var owned = await services.Ownership.ListOwnedAsync([uid], PageSize, cancellationToken);
            if (owner.Metadata.Finalizers.Contains(DependentsFinalizer.Orphan))
            {
                await Calls.ForEachAsync(owned, ParallelCalls, item => ReleaseAsync(item, [uid], [], cancellationToken));
                await LetGoAsync(owner, await services.Ownership.ListOwnedAsync([uid], 1, cancellationToken), DependentsFinalizer.Orphan, cancellationToken);
            }
            else
            {
                await CollectAsync(owned, cancellationToken);
                var blocking = owned.Length == PageSize ? owned : owned.RemoveAll(item => !OwnedPlanner.Blocks(item.Metadata, uid));
                await LetGoAsync(owner, blocking, DependentsFinalizer.Foreground, cancellationToken);
            }
        }
    }

    private Task LetGoAsync(StoredMetadata owner, ImmutableArray<StoredMetadata> left, string finalizer, CancellationToken cancellationToken) =>
        left.IsEmpty ? ReleaseAsync(owner, [], [finalizer], cancellationToken) : Task.CompletedTask;

    private async Task CollectPendingAsync(CancellationToken cancellationToken)
    {
        var uids = _pending.Order(StringComparer.Ordinal).Take(PageSize).ToList();
        if (uids.Count == 0)
        {
            return;
        }

        _pending.ExceptWith(uids);
        try
        {
            var owned = await services.Ownership.ListOwnedAsync(uids, PageSize, cancellationToken);
            await CollectAsync(owned.AddRange(await services.Ownership.FindAsync(uids, cancellationToken)), cancellationToken);
            if (owned.Length == PageSize && owned.Any(item => item.Metadata.DeletionTimestamp is null))
            {
                uids.ForEach(Add);
            }
        }
        catch
        {
            _failed.UnionWith(uids);
            throw;
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        ResourceKey? after = null;
        while (_sweep)
        {
            var page = await services.Ownership.ListAbandonedAsync(after, PageSize, cancellationToken);
            await CollectAsync(page, cancellationToken);
            _sweep = page.Length == PageSize;
            after = page.IsEmpty ? null : page[^1].Key;
        }
    }

    private async Task CollectAsync(ImmutableArray<StoredMetadata> items, CancellationToken cancellationToken)
    {
        var candidates = items.RemoveAll(item => item.Metadata.OwnerReferences.IsEmpty || item.Metadata.DeletionTimestamp is not null);
        if (candidates.IsEmpty)
        {
            return;
        }

        var uids = candidates.SelectMany(item => item.Metadata.OwnerReferences).Select(owner => owner.Uid).Distinct(StringComparer.Ordinal).ToList();
        var owners = (await services.Ownership.FindAsync(uids, cancellationToken)).ToDictionary(owner => owner.Metadata.Uid, View, StringComparer.Ordinal);
        var kinds = await OwnerKinds.OfAsync(candidates.SelectMany(item => item.Metadata.OwnerReferences), services.Reader, cancellationToken);
        await Calls.ForEachAsync(candidates, ParallelCalls, async item =>
        {
            var plan = OwnedPlanner.Plan(new OwnedView(item.Metadata, owners, kinds.IsNamespaced));
            if (plan.Delete is { } policy)
            {
                await DeleteAsync(item, Enum.Parse<Propagation>(policy), cancellationToken);
            }
            else if (!plan.Release.IsEmpty)
            {
                await ReleaseAsync(item, plan.Release, [], cancellationToken);
            }
        });
    }

    private Task DeleteAsync(StoredMetadata item, Propagation policy, CancellationToken cancellationToken) => TryAsync(item, async () =>
    {
        var request = new DeleteRequest { ExpectedUid = item.Metadata.Uid, Propagation = policy };
        if (await Objects.DeleteAsync(item.Key, request, cancellationToken))
        {
            Add(item.Metadata.Uid);
        }

        LogDeleted(_log, item.Key.Kind, item.Key.Namespace, item.Key.Name);
    });

    private Task ReleaseAsync(StoredMetadata item, ImmutableArray<string> owners, ImmutableArray<string> finalizers, CancellationToken cancellationToken) =>
        TryAsync(item, async () =>
        {
            var release = new PassiveRelease { ExpectedUid = item.Metadata.Uid, Owners = owners, Finalizers = finalizers };
            if (await Objects.ReleaseAsync(item.Key, release, cancellationToken))
            {
                Add(item.Metadata.Uid);
            }
        });

    // One object that can't be ended shall not keep all others.
    private async Task TryAsync(StoredMetadata item, Func<Task> end)
    {
        try
        {
            await end();
        }
        catch (ApiException gone) when (gone.Status.Code == 404)
        {
            Add(item.Metadata.Uid);
        }
        catch (Exception e) when (e is not (OperationCanceledException or StorageUnavailableException))
        {
            LogRefused(_log, e, item.Key.Kind, item.Key.Namespace, item.Key.Name);
            _unfinished = true;
            _failed.Add(item.Metadata.Uid);
        }
    }

    private static OwnerView View(StoredMetadata owner) => new(
        owner.Metadata.Uid,
        owner.Metadata.Namespace,
        owner.Metadata.DeletionTimestamp is not null && owner.Metadata.Finalizers.Contains(DependentsFinalizer.Foreground));
}
