using System.Collections.Immutable;
using Orchestrator.Contracts;
using Orchestrator.Planning.Pods;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Resources.Core;
using EventType = Orchestrator.Contracts.Recording.EventType;

namespace Orchestrator.Grains.Pods;

/// <summary>From no node to a node: the scheduler proposes, the node decides, and the pod keeps what came of it.</summary>
public sealed partial class PodGrain
{
    private const string SchedulerName = "default-scheduler";
    private const int PlacementsMax = 5;

    // A pod that nobody takes is woken by the scheduler when that may have changed; this is for when that call is lost.
    private static readonly TimeSpan PlaceAgain = TimeSpan.FromSeconds(30);

    // What the node knows of the pod's labels, where that is known here.
    private ImmutableSortedDictionary<string, string>? _labelsAtNode;

    private ISchedulerGrain Scheduler => GrainFactory.GetGrain<ISchedulerGrain>(GrainKey.DefaultScheduler);

    // A pod that names another scheduler waits for its binding.
    private static bool IsOursToPlace(Pod pod) => pod.Spec.SchedulerName is null or "" or SchedulerName;

    private async Task PlaceAsync(Pod pod)
    {
        var demand = PodDemand.Of(pod);
        var refused = ImmutableArray<string>.Empty;
        for (var tries = 0; tries < PlacementsMax; tries++)
        {
            var placement = await Scheduler.Place(new PlacementRequest(demand, refused));
            if (placement.NodeName is not { } node)
            {
                await WaitForRoomAsync(pod, placement);
                return;
            }

            var admission = await GrainFactory.GetGrain<INodeGrain>(GrainKey.Node(node)).Bind(demand.OnNode() with { IsProposed = true });
            if (admission.Admitted)
            {
                await BindAsync(pod, node, admission);
                return;
            }

            refused = refused.Contains(node) ? refused : refused.Add(node);
        }

        // What the scheduler sees and what nodes say differ again and again: others are quicker. Later is better.
        WakeIn(TimeSpan.FromSeconds(1));
    }

    private async Task BindAsync(Pod pod, string node, Admission admission)
    {
        var bound = pod with
        {
            Spec = pod.Spec with { NodeName = node },
            Status = PodStatusPlanner.Scheduled(pod, Now),
        };
        await PersistAsync(state => state with { Resource = bound, Admitted = true, Devices = admission.Devices }, differs: pod.Spec.NodeName != node);
        _labelsAtNode = pod.Metadata.Labels;
        Record(EventType.Normal, "Scheduled", $"Successfully assigned {pod.Metadata.Namespace}/{pod.Metadata.Name} to {node}");
        NotifyOwner();
        await HandOverAsync(bound);
    }

    private async Task WaitForRoomAsync(Pod pod, Placement placement)
    {
        var waiting = pod with { Status = PodStatusPlanner.Unschedulable(pod, placement.Explanation, placement.NominatedNodeName, Now) };
        Record(EventType.Warning, "FailedScheduling", placement.Explanation);
        await PersistIfChangedAsync(waiting);
        WakeIn(PlaceAgain);
    }

    // Other pods are placed by the labels that its node tells of it.
    private async Task KeepAsync(Pod pod)
    {
        if (_labelsAtNode?.SequenceEqual(pod.Metadata.Labels) != true)
        {
            await Node(pod).Relabel(pod.Metadata.Uid, pod.Metadata.Labels);
            _labelsAtNode = pod.Metadata.Labels;
        }

        await HandOverAsync(pod);
    }

    // The pod came with a node in its spec: that node may still refuse it, which ends the pod.
    private async Task ClaimAsync(Pod pod)
    {
        var admission = await Node(pod).Bind(PodDemand.Of(pod).OnNode());
        if (admission.Admitted)
        {
            await BindAsync(pod, pod.Spec.NodeName!, admission);
            return;
        }

        var rejected = PodStatusPlanner.Rejected(pod, "NodeAdmissionError", $"Pod was rejected: {admission.Reason}", Now);
        await PersistIfChangedAsync(pod with { Status = rejected });
        Record(EventType.Warning, "FailedScheduling", $"The node {pod.Spec.NodeName} refused the pod: {admission.Reason}");
        NotifyOwner();
    }

    // The agent takes the pod and answers at once. One that cannot be reached asks for its pods itself when it is back.
    private Task HandOverAsync(Pod pod) => HandOverAsync(pod, State.Revision);

    private async Task HandOverAsync(Pod pod, long revision)
    {
        try
        {
            await Agent(pod).Sync(new PodAssignment(pod, revision) { Devices = State.Devices });
        }
        catch (NodeUnreachableException away)
        {
            LogAgentAway(Log, away, pod.Metadata.Namespace, pod.Metadata.Name);
            WakeIn(PlaceAgain);
        }
    }
}
