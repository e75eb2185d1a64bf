using Orchestrator.Contracts;
using Orchestrator.Planning.Pods;
using Orchestrator.Resources.Core;
using EventType = Orchestrator.Contracts.Recording.EventType;

namespace Orchestrator.Grains.Pods;

/// <summary>From the deletion to the end: the node stops the containers and says so, and then the pod goes.</summary>
public sealed partial class PodGrain
{
    /// <inheritdoc/>
    public async Task Evict(EvictionOrder order)
    {
        if (Resource is not { Metadata.DeletionTimestamp: null } pod || pod.Metadata.Uid != order.Uid)
        {
            return;
        }

        if (order.Notice is { } notice)
        {
            Record(EventType.Normal, notice.Reason, notice.Message);
        }

        await DeleteAsync(
            pod with { Status = PodStatusPlanner.Disrupted(pod, order.Reason, order.Message, order.NodeLost, Now) },
            new DeleteRequest { GracePeriodSeconds = order.GracePeriodSeconds });
    }

    /// <inheritdoc/>
    public async Task NodeIsNotReady(string uid)
    {
        if (Resource is { } pod && pod.Metadata.Uid == uid)
        {
            await PersistIfChangedAsync(pod with { Status = PodStatusPlanner.NodeIsNotReady(pod, Now) });
            NotifyOwner();
        }
    }

    /// <inheritdoc/>
    public async Task Abandon(string uid, bool nodeIsRemoved)
    {
        if (Resource is not { } pod || pod.Metadata.Uid != uid || (pod.Metadata.DeletionTimestamp is null && !nodeIsRemoved))
        {
            return;
        }

        if (pod.Metadata.DeletionTimestamp is null)
        {
            pod = Deletion.Begin(pod, graceSeconds: 0, Now);
            await PersistIfChangedAsync(pod);
        }

        await FinishAsync(pod);
    }

    private async Task EndAsync(Pod pod)
    {
        if (!State.Admitted || State.Removed)
        {
            await FinishAsync(pod);
            return;
        }

        if (pod.Status.Reason != PodReason.NodeLost)
        {
            await HandOverAsync(pod);
        }

        // The agent says when nothing is left. Should that be lost, it is asked again.
        WakeIn(PlaceAgain);
    }

    // Nothing of the pod is left on its node.
    private async Task FinishAsync(Pod pod)
    {
        await LeaveNodeAsync(pod, tell: false);
        if (pod.Metadata.Finalizers.IsEmpty)
        {
            await ClearAsync();
        }
        else if (!State.Removed)
        {
            await PersistAsync(state => state with { Removed = true });
        }
    }

    private async Task LeaveNodeAsync(Pod pod, bool tell)
    {
        if (!State.Admitted)
        {
            return;
        }

        if (tell && pod.Status.Reason != PodReason.NodeLost)
        {
            // This end is never stored, and the agent takes nothing that is not newer than what it has seen.
            await HandOverAsync(pod, State.Revision + 1);
        }

        await Node(pod).Release(pod.Metadata.Uid);
        GiveRoomBack(pod);
    }

    private async Task FinishOnNodeAsync(Pod pod)
    {
        await Node(pod).Finish(pod.Metadata.Uid, pod.Status.Phase == PodPhase.Succeeded);
        GiveRoomBack(pod);
    }

    // A pod that came and went between two looks at its node is still expected there. One-way: a scheduler that misses it stops expecting the pod by itself.
    private void GiveRoomBack(Pod pod) => _ = Scheduler.Forget(pod.Metadata.Uid);
}
