using Orchestrator.Contracts;
using Orchestrator.Grains.Owners;
using Orchestrator.Grains.Resources;
using Orchestrator.Grains.Telemetry;
using Orchestrator.Planning.Nodes;
using Orchestrator.Planning.Pods;
using Orchestrator.Planning.ReplicaSets;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Serialization;
using Orleans.Runtime;

namespace Orchestrator.Grains.Pods;

/// <summary>One pod: finds it a node, hands it to that node's agent, keeps what the agent says of it, and sees it to its end.</summary>
public sealed partial class PodGrain([PersistentState("pod")] IPersistentState<PodState> storage, GrainServices services)
    : ResourceGrain<Pod, PodState>(storage, services), IPodGrain
{
    /// <inheritdoc/>
    protected override string Component => "scheduler";

    /// <inheritdoc/>
    public Task<PodSummary?> Summarize() => Task.FromResult(Resource is null ? null : PodStatusPlanner.Summarize(Resource));

    /// <inheritdoc/>
    async Task IPodGrain.Wake()
    {
        Wake();
        await Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task Orphan(string ownerUid)
    {
        if (Resource is { } current)
        {
            await PersistIfChangedAsync(current.WithMetadata(Ownership.Without(current.Metadata, ownerUid)));
        }
    }

    /// <inheritdoc/>
    public async Task<ReportOutcome> Report(PodReport report)
    {
        if (!IsBoundTo(report))
        {
            // The agent ends what is denied here, and another activation may have bound the pod since this one has read.
            await ReadAgainAsync();
        }

        if (Resource is not { } pod || !IsBoundTo(report))
        {
            return ReportOutcome.NotBoundHere;
        }

        if (report.Removed && pod.Metadata.DeletionTimestamp is not null)
        {
            await FinishAsync(pod);
            return ReportOutcome.Accepted;
        }

        var status = PodStatusPlanner.Fold(pod, report.Observation(), Now);
        if (!ResourceJson.SameContent(pod.Status, status))
        {
            var ended = !PodLife.IsOver(pod.Status) && PodLife.IsOver(status);
            var isFirstReady = !State.WasReady && PodLife.IsReady(status);
            await PersistAsync(state => state with { Resource = pod with { Status = status }, WasReady = state.WasReady || isFirstReady });
            if (isFirstReady && pod.Metadata.CreationTimestamp is { } created)
            {
                GrainTelemetry.PodReady.Record((Now - created).TotalSeconds);
            }

            NotifyOwner();
            if (ended)
            {
                Wake();
            }
        }

        return ReportOutcome.Accepted;
    }

    /// <inheritdoc/>
    protected override async Task<Pod> PrepareAsync(Pod resource)
    {
        var admitted = await Services.Admission.AdmitAsync(resource);
        return admitted with
        {
            Spec = admitted.Spec with
            {
                Tolerations = Tolerance.WithDefaults(
                    admitted.Spec.Tolerations, Services.Options.DefaultNotReadyTolerationSeconds, Services.Options.DefaultUnreachableTolerationSeconds),
            },
            Status = PodStatusPlanner.Initial(admitted),
        };
    }

    /// <inheritdoc/>
    protected override Pod Carry(Pod resource, Pod current) => resource with
    {
        Spec = resource.Spec with
        {
            PriorityClassName = resource.Spec.PriorityClassName ?? current.Spec.PriorityClassName,
            Priority = resource.Spec.Priority ?? current.Spec.Priority,
            PreemptionPolicy = resource.Spec.PreemptionPolicy ?? current.Spec.PreemptionPolicy,
        },
    };

    /// <inheritdoc/>
    protected override Pod Observed(Pod resource) => resource with { Status = PodStatusPlanner.WithoutOthers(resource.Status) };

    /// <inheritdoc/>
    protected override Pod TakeStatus(Pod current, Pod asked) => current with { Status = PodStatusPlanner.WithOthers(current, asked.Status.Conditions, Now) };

    /// <inheritdoc/>
    protected override Task ReconcileAsync() => Resource switch
    {
        null => Task.CompletedTask,
        { Metadata.DeletionTimestamp: not null } deleting => EndAsync(deleting),
        { } pod when PodLife.IsOver(pod.Status) => State.Admitted ? FinishOnNodeAsync(pod) : Task.CompletedTask,
        { Spec.NodeName: null or "" } pod => IsOursToPlace(pod) ? PlaceAsync(pod) : Task.CompletedTask,
        { } pod => State.Admitted ? KeepAsync(pod) : ClaimAsync(pod),
    };

    /// <inheritdoc/>
    protected override async Task<Deleted<Pod>> DeleteAsync(Pod current, DeleteRequest request)
    {
        var deleting = Deletion.Begin(current, request.GracePeriodSeconds, Now);
        var nothingRuns = !State.Admitted || State.Removed;
        if (deleting.Spec.NodeName is null or "")
        {
            // One-way: a scheduler that misses it forgets the pod by itself.
            _ = Scheduler.Forget(deleting.Metadata.Uid);
        }

        if (deleting.Metadata.Finalizers.IsEmpty && (nothingRuns || deleting.Metadata.DeletionGracePeriodSeconds == 0))
        {
            var revision = State.Revision;
            await LeaveNodeAsync(deleting, tell: !nothingRuns);
            await ClearAsync();
            return new Deleted<Pod>(deleting, revision, Gone: true);
        }

        await PersistIfChangedAsync(deleting);
        if (State.Admitted && current.Metadata.DeletionTimestamp is null)
        {
            // One-way, before anybody makes a replacement: a scheduler that misses it counts the pod until it has gone.
            _ = Scheduler.Leaving(deleting.Metadata.Uid);
        }

        NotifyOwner();
        Wake();
        return new Deleted<Pod>(deleting, State.Revision, Gone: false);
    }

    private bool IsBoundTo(PodReport report) => Resource is { } pod && pod.Metadata.Uid == report.Uid && pod.Spec.NodeName == report.NodeName;

    private INodeGrain Node(Pod pod) => GrainFactory.GetGrain<INodeGrain>(GrainKey.Node(pod.Spec.NodeName!));

    private INodeAgentGrain Agent(Pod pod) => GrainFactory.GetGrain<INodeAgentGrain>(GrainKey.NodeAgent(pod.Spec.NodeName!));
}
