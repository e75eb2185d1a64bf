using System.Collections.Immutable;
using System.Globalization;

namespace Orchestrator.Planning.Scheduling;

/// <summary>
/// Finds nodes for pods: those that fit, and of them those without taints that the pod would rather not have (<c>PreferNoSchedule</c>), then the emptiest (Kubernetes' LeastAllocated), then the one with the fewest pods, then the first by name. The same
/// input gives the same answer wherever it is asked.
/// </summary>
public static class SchedulingPlanner
{
    /// <summary>One placement for each pod, in the given order. Each takes its room from what is left for the pods after it.</summary>
    public static ImmutableArray<PodPlacement> Place(IReadOnlyList<PodDemand> pods, IReadOnlyList<NodeView> nodes)
    {
        var loads = nodes.OrderBy(node => node.Name, StringComparer.Ordinal).Select(node => new NodeLoad(node)).ToArray();
        var placed = PlacedAlready(loads);
        var placements = ImmutableArray.CreateBuilder<PodPlacement>(pods.Count);
        foreach (var pod in pods)
        {
            var load = placed.GetValueOrDefault(pod.Uid) ?? Best(pod, loads);
            load?.Add(pod);
            if (load is not null)
            {
                placed[pod.Uid] = load;
            }

            placements.Add(new PodPlacement(pod, load?.Node.Name, load is null ? Explain(pod, loads) : ""));
        }

        return placements.MoveToImmutable();
    }

    private static Dictionary<string, NodeLoad> PlacedAlready(NodeLoad[] loads)
    {
        var placed = new Dictionary<string, NodeLoad>(StringComparer.Ordinal);
        foreach (var load in loads)
        {
            foreach (var pod in load.Node.Pods)
            {
                placed.TryAdd(pod.Uid, load);
            }
        }

        return placed;
    }

    private static NodeLoad? Best(PodDemand pod, NodeLoad[] loads)
    {
        NodeLoad? best = null;
        var (bestDisliked, bestShare) = (0, 0);
        foreach (var load in loads)
        {
            if (!NodeFit.Check(pod, load).IsEmpty)
            {
                continue;
            }

            // The loads are in the order of their names, so the first of equals stays.
            var (disliked, share) = (NodeFit.Disliked(pod, load.Node), load.FreeShareWith(pod));
            if (best is null || (-disliked, share, -load.Pods).CompareTo((-bestDisliked, bestShare, -best.Pods)) > 0)
            {
                (best, bestDisliked, bestShare) = (load, disliked, share);
            }
        }

        return best;
    }

    private static string Explain(PodDemand pod, NodeLoad[] loads)
    {
        if (loads.Length == 0)
        {
            return "no nodes available to schedule pods";
        }

        var counts = loads
            .SelectMany(load => NodeFit.Check(pod, load))
            .GroupBy(reason => reason, StringComparer.Ordinal)
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {group.Key}"))
            .Order(StringComparer.Ordinal);
        return string.Create(CultureInfo.InvariantCulture, $"0/{loads.Length} nodes are available: {string.Join(", ", counts)}.");
    }
}
