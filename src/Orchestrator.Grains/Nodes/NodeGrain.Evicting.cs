using System.Collections.Immutable;
using Orchestrator.Contracts;
using Orchestrator.Planning.Nodes;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Resources.Core;

namespace Orchestrator.Grains.Nodes;

/// <summary>Who leaves the node, and who is given up because the node can't say any more that they have left.</summary>
public sealed partial class NodeGrain
{
    private const int ParallelCalls = 64;

    // What pods were told since the node was last ready: they need not be told again.
    private readonly HashSet<(string Uid, bool Evicted)> _asked = [];

    // Returns when the next pod has to leave.
    private async Task<DateTimeOffset?> EvictAsync()
    {
        var node = Resource!;
        if (node.Metadata.DeletionTimestamp is not null)
        {
            await ForEachAsync(State.Bindings.Select(binding => binding.Pod), evicted: true, pod => EvictAsync(pod, "DeletionByPodGC", "PodGC: node no longer exists"));
            return null;
        }

        await EvictFromDevicesAsync();
        var plan = TaintEvictionPlanner.Plan(
            State.Bindings.Where(binding => !binding.Finished).Select(binding => new BoundPod(binding.Pod, binding.At)), node.Spec.Taints, Now);
        await ForEachAsync(plan.Leave, evicted: true, pod => EvictAsync(pod, "DeletionByTaintManager", "Taint manager: deleting due to NoExecute taint"));
        if (State.Lost)
        {
            var staying = State.Bindings.Where(binding => !binding.Finished && !_asked.Contains((binding.Pod.Uid, true))).Select(binding => binding.Pod);
            await ForEachAsync(staying, evicted: false, pod => Pod(pod).NodeIsNotReady(pod.Uid));
        }

        return plan.NextAt;
    }

    private Task EvictAsync(PodDemand pod, string reason, string message) =>
        Pod(pod).Evict(new EvictionOrder { Uid = pod.Uid, Reason = reason, Message = message, NodeLost = State.Lost });

    // A lost node says nothing of its pods. What must not run twice is over when the node has stopped it by itself, at the end of its lease; anything else runs on, if it
    // does, until the node is back and finds it unbound, and stays listed for a time so that people see what happened. Returns after how long a lease ends that is waited for.
    private async Task<TimeSpan?> AbandonAsync()
    {
        var removing = Resource!.Metadata.DeletionTimestamp is not null;
        if (!State.Lost && !(State.Left && removing))
        {
            return null;
        }

        var toFence = Services.Options.NodeLeaseDuration + Services.Options.NodeLeaseMargin - LeaseAge;
        var isOld = LostFor() >= Services.Options.LostPodsKept;
        var given = State.Bindings.Where(binding => binding switch
        {
            { Finished: true } => removing,
            { Pod.AtMostOnce: true } => toFence <= TimeSpan.Zero,
            _ => removing || isOld,
        }).ToImmutableArray();
        if (given.Any(binding => binding is { Finished: false, Pod.AtMostOnce: true }))
        {
            // Renewals are writes: that this one is taken shows that no other activation has renewed the lease since this one last read.
            await PersistAsync(state => state with { Renewals = state.Renewals + 1 });
        }

        foreach (var batch in given.Chunk(ParallelCalls))
        {
            await Task.WhenAll(batch.Select(binding => Pod(binding.Pod).Abandon(binding.Pod.Uid, removing)));
        }

        return toFence > TimeSpan.Zero && State.Bindings.Any(binding => binding is { Finished: false, Pod.AtMostOnce: true }) ? toFence : null;
    }

    private TimeSpan LostFor() =>
        Resource!.Status.Conditions.FirstOrDefault(condition => condition.Type == NodeConditionType.Ready)?.LastTransitionTime is { } since ? Now - since : TimeSpan.Zero;

    private async Task ForEachAsync(IEnumerable<PodDemand> pods, bool evicted, Func<PodDemand, Task> tell)
    {
        foreach (var batch in pods.Where(pod => !_asked.Contains((pod.Uid, evicted))).Chunk(ParallelCalls))
        {
            await Task.WhenAll(batch.Select(tell));
            _asked.UnionWith(batch.Select(pod => (pod.Uid, evicted)));
        }
    }
}
