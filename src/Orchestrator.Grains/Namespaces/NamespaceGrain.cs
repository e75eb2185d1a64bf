using Orchestrator.Contracts;
using Orchestrator.Grains.Resources;
using Orchestrator.Planning.Retrying;
using Orchestrator.Resources.Core;
using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Grains.Namespaces;

/// <summary>One namespace. While it is being deleted it takes nothing new and deletes what it has, and goes when nothing is left.</summary>
public sealed class NamespaceGrain([PersistentState("namespace")] IPersistentState<ResourceState<Namespace>> storage, GrainServices services)
    : ResourceGrain<Namespace, ResourceState<Namespace>>(storage, services), INamespaceGrain, IRemindable
{
    private const string Reminder = "reconcile";
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(5);
    private static readonly Backoff LookAgain = new(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(10));

    private NamespaceRest _rest = NamespaceRest.Nothing;
    private int _looksInVain;

    /// <inheritdoc/>
    public Task RequireOpen() => Resource switch
    {
        null => throw ApiErrors.NotFound("", Description.Plural, Name),
        { Metadata.DeletionTimestamp: not null } => throw ApiErrors.Forbidden(
            "", Description.Plural, Name, $"unable to create new content in namespace {Name} because it is being terminated"),
        _ => Task.CompletedTask,
    };

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Wake();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task<Namespace> PrepareAsync(Namespace resource) =>
        Task.FromResult(resource with { Status = new NamespaceStatus { Phase = NamespacePhase.Active } });

    /// <inheritdoc/>
    protected override void RequireDeletable(Namespace current)
    {
        if (SystemNamespaces.All.Contains(Name))
        {
            throw ApiErrors.Forbidden("", Description.Plural, Name, "this namespace may not be deleted");
        }
    }

    /// <inheritdoc/>
    protected override async Task<Deleted<Namespace>> DeleteAsync(Namespace current, DeleteRequest request)
    {
        var terminating = current with
        {
            Metadata = current.Metadata with { DeletionTimestamp = current.Metadata.DeletionTimestamp ?? Now, DeletionGracePeriodSeconds = 0 },
            Status = current.Status with { Phase = NamespacePhase.Terminating },
        };
        await this.RegisterOrUpdateReminder(Reminder, ReminderPeriod, ReminderPeriod);
        await PersistIfChangedAsync(terminating);
        Wake();
        return new Deleted<Namespace>(terminating, State.Revision, Gone: false);
    }

    /// <inheritdoc/>
    protected override async Task ReconcileAsync()
    {
        if (Resource is not { Metadata.DeletionTimestamp: not null } terminating)
        {
            return;
        }

        var objects = new ObjectAccess(GrainFactory, Services.Passive, Services.Clock);
        var rest = await new NamespaceContents(objects, Services.Reader).DeleteAsync(Name, CancellationToken.None);
        if (!rest.Counts.IsEmpty || !terminating.Metadata.Finalizers.IsEmpty)
        {
            await PersistIfChangedAsync(terminating with { Status = terminating.Status with { Conditions = rest.Conditions(terminating.Status.Conditions, Now) } });
            _looksInVain = rest.IsSame(_rest) ? _looksInVain + 1 : 1;
            _rest = rest;
            WakeIn(LookAgain.AfterFailures(_looksInVain));
            return;
        }

        await ClearAsync();
        if (await this.GetReminder(Reminder) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
    }
}
