using System.Collections.Immutable;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Grains.Resources;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Resources.Core;
using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Grains.Nodes;

/// <summary>One node: what it has, whom it has admitted, whether its agent lives, and who has to leave it.</summary>
public sealed partial class NodeGrain([PersistentState(NodeState.Name)] IPersistentState<NodeState> storage, GrainServices services, ISiloStatusOracle silos, IResourceVersions versions)
    : ResourceGrain<Node, NodeState>(storage, services), INodeGrain, IRemindable
{
    private const string Reminder = "reconcile";
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(5);

    // Kubernetes' node-monitor-period.
    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan VerifyPeriod = TimeSpan.FromMinutes(1);

    private NodeLooks? _looks;

    // By the steady clock: the other one can be set back, and nothing would be compared for as long.
    private long _verifiedAt;

    /// <inheritdoc/>
    protected override string Component => "node-controller";

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        ConcludeNothing();
        _verifiedAt = Services.Clock.GetTimestamp();
        return base.OnActivateAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override void OnReadAgain() => ConcludeNothing();

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Wake();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task LookAgain()
    {
        Wake();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task Register(NodeRegistration registration)
    {
        NoteHeard();
        if (Resource is null)
        {
            await Create(NodeDocuments.New(Name, registration), WriteOptions.Default);
        }

        await DescribeAsync(registration);
        NotifyScheduler();
    }

    /// <inheritdoc/>
    public async Task<Admission> Bind(PodDemand pod)
    {
        Admission? answer = null;
        await PersistAsync(state =>
        {
            (var next, answer) = Bindings.Admit(state, pod, Now);
            return next;
        });

        if (pod.AtMostOnce)
        {
            _guardedAt = Services.Clock.GetTimestamp();
        }

        // What the scheduler has only assumed so far is so now: should the pod go soon, it is not missed.
        NotifyScheduler();
        return answer!;
    }

    /// <inheritdoc/>
    public async Task Relabel(string podUid, ImmutableSortedDictionary<string, string> labels)
    {
        await PersistAsync(state => Bindings.Relabel(state, podUid, labels));
        NotifyScheduler();
    }

    /// <inheritdoc/>
    public async Task Finish(string podUid, bool succeeded)
    {
        await PersistAsync(state => Bindings.Finish(state, podUid, succeeded));
        NotifyScheduler();
    }

    /// <inheritdoc/>
    public async Task Release(string podUid)
    {
        await PersistAsync(state => Bindings.Release(state, podUid));
        NotifyScheduler();
        if (Resource is { Metadata.DeletionTimestamp: not null })
        {
            Wake();
        }
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<PodBinding>> ListBindings() => Task.FromResult<ImmutableArray<PodBinding>>(
        [.. State.Bindings.Select(binding => new PodBinding(binding.Pod.Namespace, binding.Pod.Name, binding.Pod.Uid) { Devices = binding.Devices })]);

    /// <inheritdoc/>
    public Task<NodeView?> View() => Task.FromResult(Resource is null ? null : Bindings.View(State));

    /// <inheritdoc/>
    public Task<NodeDelta> ViewSince(string? mark)
    {
        _looks ??= new NodeLooks(Services.Identities.NewUid());
        return Task.FromResult(_looks.Since(mark, State));
    }

    /// <inheritdoc/>
    protected override Node Observed(Node resource) => NodeDocuments.WithoutOthers(resource);

    /// <inheritdoc/>
    protected override Node TakeStatus(Node current, Node asked) => NodeDocuments.WithOthers(current, asked.Status.Conditions, Now);

    /// <inheritdoc/>
    protected override Task OnCreatedAsync() => this.RegisterOrUpdateReminder(Reminder, ReminderPeriod, ReminderPeriod);

    /// <inheritdoc/>
    protected override async Task<Deleted<Node>> DeleteAsync(Node current, DeleteRequest request)
    {
        var revision = State.Revision;
        if (!current.Metadata.Finalizers.IsEmpty || !State.Bindings.IsEmpty)
        {
            // What is bound to it goes first.
            await PersistIfChangedAsync(current.WithMetadata(current.Metadata with { DeletionTimestamp = current.Metadata.DeletionTimestamp ?? Now }));
            NotifyScheduler();
            Wake();
            return new Deleted<Node>(Resource!, State.Revision, Gone: false);
        }

        await ClearAsync();
        if (await this.GetReminder(Reminder) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }

        NotifyScheduler();
        _ = Evictions.NodeChanged(Name);
        return new Deleted<Node>(current, revision, Gone: true);
    }

    /// <inheritdoc/>
    protected override async Task ReconcileAsync()
    {
        await JudgeAsync();
        var nextAt = await EvictAsync();
        var toFence = await AbandonAsync();
        if (Resource is { Metadata: { DeletionTimestamp: not null, Finalizers.IsEmpty: true } } && State.Bindings.IsEmpty)
        {
            await DeleteAsync(Resource, new DeleteRequest());
            return;
        }

        if (Services.Clock.GetElapsedTime(_verifiedAt) > VerifyPeriod)
        {
            _verifiedAt = Services.Clock.GetTimestamp();
            await VerifyBindingsAsync();
        }

        NotifyScheduler();
        WakeIn(new[] { LookPeriod, nextAt - Now ?? LookPeriod, toFence ?? LookPeriod }.Min());
    }

    private IPodGrain Pod(PodDemand pod) => GrainFactory.GetGrain<IPodGrain>(GrainKey.Pod(pod.Namespace, pod.Name));

    // One-way: a scheduler that misses it looks again by itself.
    private void NotifyScheduler() => _ = GrainFactory.GetGrain<ISchedulerGrain>(GrainKey.DefaultScheduler).NodeChanged(Name);
}
