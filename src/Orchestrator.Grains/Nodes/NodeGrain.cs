using System.Collections.Immutable;
using Orchestrator.Contracts;
using Orchestrator.Grains.Resources;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Resources.Core;
using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Grains.Nodes;

/// <summary>One node: what it has, whom it has admitted, and whether its agent lives.</summary>
public sealed class NodeGrain([PersistentState("node")] IPersistentState<NodeState> storage, GrainServices services)
    : ResourceGrain<Node, NodeState>(storage, services), INodeGrain, IRemindable
{
    private const string Reminder = "reconcile";
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(5);

    // Kubernetes' node-monitor-grace-period and node-monitor-period.
    private static readonly TimeSpan SilenceAllowed = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan VerifyPeriod = TimeSpan.FromMinutes(1);

    private DateTimeOffset _heardAt;
    private DateTimeOffset _verifiedAt;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // Whoever has just come up has heard nobody yet, and concludes nothing from that.
        (_heardAt, _verifiedAt) = (Now, Now);
        return base.OnActivateAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Wake();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task Register(NodeRegistration registration)
    {
        _heardAt = Now;
        if (Resource is null)
        {
            await Create(NodeDocuments.New(Name, registration), WriteOptions.Default);
        }

        await ChangeAsync(node => NodeDocuments.Describe(node, registration));
        NotifyScheduler();
    }

    /// <inheritdoc/>
    public async Task Heartbeat(NodeHeartbeat heartbeat)
    {
        _heardAt = Now;
        if (Resource is null)
        {
            // Somebody has deleted the node while its machine lives.
            throw ApiErrors.NotFound(Description.Group, Description.Plural, Name);
        }

        await SetConditionsAsync(NodeConditions.Of(heartbeat));
    }

    /// <inheritdoc/>
    public async Task<Admission> Bind(PodDemand pod)
    {
        Admission? answer = null;
        await PersistAsync(state =>
        {
            (var next, answer) = Bindings.Admit(state, pod);
            return next;
        });

        // What the scheduler has only assumed so far is so now: should the pod go soon, it is not missed.
        NotifyScheduler();
        return answer!;
    }

    /// <inheritdoc/>
    public async Task Finish(string podUid)
    {
        await PersistAsync(state => Bindings.Finish(state, podUid));
        NotifyScheduler();
    }

    /// <inheritdoc/>
    public async Task Release(string podUid)
    {
        await PersistAsync(state => Bindings.Release(state, podUid));
        NotifyScheduler();
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<PodBinding>> ListBindings() => Task.FromResult<ImmutableArray<PodBinding>>(
        [.. State.Bindings.Select(binding => new PodBinding(binding.Pod.Namespace, binding.Pod.Name, binding.Pod.Uid))]);

    /// <inheritdoc/>
    public Task<NodeView?> View() => Task.FromResult(Resource is null ? null : Bindings.View(State));

    /// <inheritdoc/>
    protected override Task OnCreatedAsync() => this.RegisterOrUpdateReminder(Reminder, ReminderPeriod, ReminderPeriod);

    /// <inheritdoc/>
    protected override void RequireDeletable(Node current)
    {
        if (!State.Bindings.IsEmpty)
        {
            throw ApiErrors.Conflict(
                Description.Group, Description.Plural, Name, $"{State.Bindings.Length} pods are bound to the node; delete them or let them move first");
        }
    }

    /// <inheritdoc/>
    protected override async Task<Deleted<Node>> DeleteAsync(Node current, DeleteRequest request)
    {
        var revision = State.Revision;
        if (!current.Metadata.Finalizers.IsEmpty)
        {
            await PersistIfChangedAsync(current.WithMetadata(current.Metadata with { DeletionTimestamp = current.Metadata.DeletionTimestamp ?? Now }));
            return new Deleted<Node>(Resource!, State.Revision, Gone: false);
        }

        await ClearAsync();
        if (await this.GetReminder(Reminder) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }

        NotifyScheduler();
        return new Deleted<Node>(current, revision, Gone: true);
    }

    /// <inheritdoc/>
    protected override async Task ReconcileAsync()
    {
        var current = Resource!;
        if (current.Metadata is { DeletionTimestamp: not null, Finalizers.IsEmpty: true })
        {
            await DeleteAsync(current, new DeleteRequest());
            return;
        }

        if (Now - _heardAt > SilenceAllowed)
        {
            await SetConditionsAsync(NodeConditions.Silent);
        }

        if (Now - _verifiedAt > VerifyPeriod)
        {
            _verifiedAt = Now;
            await VerifyBindingsAsync();
        }

        NotifyScheduler();
        WakeIn(LookPeriod);
    }

    // A pod that was admitted and then never bound, because its grain was interrupted between the two, would keep its room for ever.
    private async Task VerifyBindingsAsync()
    {
        foreach (var binding in State.Bindings)
        {
            var pod = binding.Pod;
            var found = await GrainFactory.GetGrain<IPodGrain>(GrainKey.Pod(pod.Namespace, pod.Name)).Read();
            var elsewhere = found?.Resource.Spec.NodeName is { Length: > 0 } node && node != Name;
            if (found is null || found.Resource.Metadata.Uid != pod.Uid || elsewhere)
            {
                await Release(pod.Uid);
            }
        }
    }

    private async Task SetConditionsAsync(ImmutableArray<NodeCondition> conditions)
    {
        var before = Resource!;
        await ChangeAsync(node => NodeDocuments.With(node, conditions, Now));
        if (!ReferenceEquals(before, Resource))
        {
            NotifyScheduler();
        }
    }

    private Task ChangeAsync(Func<Node, Node> change) => PersistAsync(state =>
    {
        var after = state.Resource is null ? null : change(state.Resource);
        return ReferenceEquals(after, state.Resource) ? state : state with { Resource = after };
    });

    // One-way: a scheduler that misses it looks again by itself.
    private void NotifyScheduler() => _ = GrainFactory.GetGrain<ISchedulerGrain>(GrainKey.DefaultScheduler).NodeChanged(Name);
}
