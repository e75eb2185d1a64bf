using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Grains.Resources;
using Orchestrator.Planning.CustomResources;
using Orchestrator.Planning.Retrying;
using Orchestrator.Resources.CustomResources;
using Orchestrator.Resources.Serialization;
using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Grains.CustomResources;

/// <summary>
/// One CustomResourceDefinition. It gets its names where nobody of its group has them, and is established a moment later, when every gateway has seen that. While
/// it is being deleted it deletes the objects of its kind, and goes when none is left.
/// </summary>
public sealed class CustomResourceDefinitionGrain(
    [PersistentState("customresourcedefinition")] IPersistentState<ResourceState<CustomResourceDefinition>> storage, GrainServices services)
    : ResourceGrain<CustomResourceDefinition, ResourceState<CustomResourceDefinition>>(storage, services), ICustomResourceDefinitionGrain, IRemindable
{
    private const string Reminder = "reconcile";
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(5);

    /// <summary>Gateways see a change a tenth of a second after it was written.</summary>
    private static readonly TimeSpan GatewaysLearnIn = TimeSpan.FromMilliseconds(500);

    /// <summary>Nobody tells when another definition gives names back.</summary>
    private static readonly TimeSpan NamesAskedAgainIn = TimeSpan.FromSeconds(5);

    private static readonly Backoff LookAgain = new(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(10));

    private long? _seenAt;
    private int _looksInVain;

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Wake();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task<CustomResourceDefinition> PrepareAsync(CustomResourceDefinition resource) => Task.FromResult(resource with
    {
        Metadata = resource.Metadata with { Finalizers = [.. resource.Metadata.Finalizers.Union([CustomResourceDefinition.Finalizer], StringComparer.Ordinal)] },
        Status = new CustomResourceDefinitionStatus(),
    });

    /// <inheritdoc/>
    protected override Task OnCreatedAsync() => this.RegisterOrUpdateReminder(Reminder, ReminderPeriod, ReminderPeriod);

    /// <inheritdoc/>
    protected override async Task<Deleted<CustomResourceDefinition>> DeleteAsync(CustomResourceDefinition current, DeleteRequest request)
    {
        var terminating = current with
        {
            Metadata = current.Metadata with
            {
                DeletionTimestamp = current.Metadata.DeletionTimestamp ?? Now,
                DeletionGracePeriodSeconds = 0,
                Finalizers = [.. current.Metadata.Finalizers.Union([CustomResourceDefinition.Finalizer], StringComparer.Ordinal)],
            },
            Status = DefinitionPlanner.PlanTerminating(current, Now),
        };
        await this.RegisterOrUpdateReminder(Reminder, ReminderPeriod, ReminderPeriod);
        _seenAt = null;
        await PersistIfChangedAsync(terminating);
        Wake();
        return new Deleted<CustomResourceDefinition>(terminating, State.Revision, Gone: false);
    }

    /// <inheritdoc/>
    protected override Task ReconcileAsync() => Resource switch
    {
        { Metadata.DeletionTimestamp: not null } terminating => EndAsync(terminating),
        { } definition => EstablishAsync(definition),
        null => Task.CompletedTask,
    };

    private async Task EstablishAsync(CustomResourceDefinition definition)
    {
        var query = new ResourceQuery { Group = Description.Group, Kind = Description.Kind };
        var all = await Services.Reader.ListAsync(query, CancellationToken.None);
        var others = all.Items
            .Where(item => item.Key.Name != Name)
            .Select(item => ResourceJson.Deserialize<CustomResourceDefinition>(item.Document.Span))
            .Where(other => other.Spec.Group == definition.Spec.Group);
        await PersistIfChangedAsync(definition with { Status = DefinitionPlanner.Plan(definition, others, HasBeenSeen(), Now) });
        if (!Resource!.Is(CustomResourceConditionType.NamesAccepted))
        {
            _seenAt = null;
            WakeIn(NamesAskedAgainIn);
        }
        else if (!Resource.Is(CustomResourceConditionType.Established))
        {
            _seenAt ??= Services.Clock.GetTimestamp();
            WakeIn(GatewaysLearnIn);
        }
        else if (await this.GetReminder(Reminder) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
    }

    private async Task EndAsync(CustomResourceDefinition terminating)
    {
        var objects = new ListedDeletion(new ObjectAccess(GrainFactory, Services.Passive, Services.Clock), Services.Reader);
        var ofKind = new ResourceQuery { Group = terminating.Spec.Group, Kind = terminating.Spec.Names.Kind };
        var left = await objects.DeleteAsync(ofKind, CancellationToken.None).CountAsync();
        var held = terminating.Metadata.Finalizers.Any(finalizer => finalizer != CustomResourceDefinition.Finalizer);

        // A gateway that has not seen yet that the definition ends may still take an object.
        if (left > 0 || held || !HasBeenSeen())
        {
            _seenAt ??= Services.Clock.GetTimestamp();
            _looksInVain++;
            WakeIn(LookAgain.AfterFailures(_looksInVain));
            return;
        }

        await ClearAsync();
        if (await this.GetReminder(Reminder) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
    }

    private bool HasBeenSeen() => _seenAt is { } since && Services.Clock.GetElapsedTime(since) >= GatewaysLearnIn;
}
