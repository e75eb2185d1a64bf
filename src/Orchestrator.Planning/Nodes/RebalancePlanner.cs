using System.Collections.Immutable;
using Orchestrator.Planning.Deployments;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Planning.Scheduling.Snapshot;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Nodes;

/// <summary>
/// Finds replicas that should leave crowded nodes: a move counts only where it evens out how one owner's replicas are spread, two nodes apart or more, so that
/// moves end by themselves. Nothing moves that its owner cannot spare, and nothing to where it would not be placed.
/// </summary>
public static class RebalancePlanner
{
    // What does not get ready in so many looks is not waited for: the next node that becomes ready is another occasion.
    private const int LooksInVainMax = 20;

    /// <summary>How many replicas of a deployment may go missing now: what its <c>maxUnavailable</c> leaves of those that are missing already.</summary>
    public static int SpareOf(Deployment deployment)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        var limits = RolloutLimits.Of(deployment.Spec);
        return limits.MaxUnavailable - Math.Max(0, limits.Replicas - deployment.Status.AvailableReplicas);
    }

    /// <summary>Whether replicas of a deployment are missing now.</summary>
    public static bool IsShort(Deployment deployment)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        return deployment.Status.AvailableReplicas < RolloutLimits.Of(deployment.Spec).Replicas;
    }

    /// <summary>Whether another look may find more to move after this one, and so many before it that found nothing.</summary>
    public static bool LooksAgain(IReadOnlyCollection<MovableSet> sets, ImmutableArray<PodMove> moves, int looksInVain) =>
        !moves.IsEmpty || (looksInVain < LooksInVainMax && sets.Any(set => set.IsShort));

    /// <summary>The moves to make now, at most so many.</summary>
    /// <param name="sets">Whose replicas may move.</param>
    /// <param name="nodes">All nodes.</param>
    /// <param name="movesMax">The most moves.</param>
    public static ImmutableArray<PodMove> Plan(IReadOnlyCollection<MovableSet> sets, IReadOnlyCollection<NodeView> nodes, int movesMax)
    {
        ArgumentNullException.ThrowIfNull(sets);
        ArgumentNullException.ThrowIfNull(nodes);
        var views = nodes.ToDictionary(node => node.Name, StringComparer.Ordinal);
        var cluster = ClusterOf(nodes);
        var moves = ImmutableArray.CreateBuilder<PodMove>();
        foreach (var set in sets.OrderBy(set => set.Uid, StringComparer.Ordinal))
        {
            var left = set with { ReadyPods = [.. set.ReadyPods.OrderBy(pod => pod.Name, StringComparer.Ordinal)] };
            while (moves.Count < movesMax && left.Spare > 0 && Best(left, views, cluster) is { } move)
            {
                moves.Add(move);
                views[move.From] = Without(views[move.From], move.Pod);
                views[move.For] = views[move.For] with { Pods = views[move.For].Pods.Add(move.Pod) };
                cluster.Bind(ClusterPod.Of(move.Pod), move.For);
                left = left with { Spare = left.Spare - 1, ReadyPods = left.ReadyPods.RemoveAll(pod => pod.Uid == move.Pod.Uid) };
            }
        }

        return moves.ToImmutable();
    }

    // From the node with most of the set to the one with fewest that takes the pod.
    private static PodMove? Best(MovableSet set, Dictionary<string, NodeView> views, Cluster cluster)
    {
        var counts = views.Values.Select(node => (Node: node, Pods: node.Pods.Where(pod => set.Pods.Contains(pod.Uid)).Select(pod => pod.Uid).ToHashSet(StringComparer.Ordinal))).ToList();
        foreach (var (from, pods) in counts.Where(one => one.Pods.Count > 1).OrderByDescending(one => one.Pods.Count).ThenBy(one => one.Node.Name, StringComparer.Ordinal))
        {
            foreach (var (to, there) in counts.OrderBy(one => one.Pods.Count).ThenBy(one => one.Node.Name, StringComparer.Ordinal))
            {
                if (pods.Count - there.Count < 2)
                {
                    break;
                }

                if (set.ReadyPods.FirstOrDefault(pod => pods.Contains(pod.Uid) && IsWelcome(pod, from, to, cluster)) is { } pod)
                {
                    return new PodMove(pod, from.Name, to.Name);
                }
            }
        }

        return null;
    }

    // What the pod asks for is asked as if it had no node.
    private static bool IsWelcome(PodDemand pod, NodeView from, NodeView to, Cluster cluster)
    {
        var mover = ClusterPod.Of(pod);
        cluster.Unbind(pod.Uid);
        var takes = cluster.Takes(mover, to.Name);
        cluster.Bind(mover, from.Name);
        return takes && !to.Taints.Any(taint => taint.Effect == TaintEffect.PreferNoSchedule && !Tolerance.Has(pod.Tolerations, taint));
    }

    private static Cluster ClusterOf(IEnumerable<NodeView> nodes)
    {
        var cluster = new Cluster();
        foreach (var node in nodes.OrderBy(node => node.Name, StringComparer.Ordinal))
        {
            cluster.SetNode(ClusterNode.Of(node));
            foreach (var pod in node.Pods)
            {
                cluster.Bind(ClusterPod.Of(pod), node.Name);
            }
        }

        return cluster;
    }

    private static NodeView Without(NodeView node, PodDemand pod) => node with { Pods = node.Pods.RemoveAll(one => one.Uid == pod.Uid) };
}
