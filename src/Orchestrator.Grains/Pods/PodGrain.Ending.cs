using Orchestrator.Resources.Core;

namespace Orchestrator.Grains.Pods;

/// <summary>From the deletion to the end: the node stops the containers and says so, and then the pod goes.</summary>
public sealed partial class PodGrain
{
    private async Task EndAsync(Pod pod)
    {
        if (!State.Admitted || State.Removed)
        {
            await FinishAsync(pod);
            return;
        }

        await HandOverAsync(pod);

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

        if (tell)
        {
            // This end is never stored, and the agent takes nothing that is not newer than what it has seen.
            await HandOverAsync(pod, State.Revision + 1);
        }

        await Node(pod).Release(pod.Metadata.Uid);
    }
}
