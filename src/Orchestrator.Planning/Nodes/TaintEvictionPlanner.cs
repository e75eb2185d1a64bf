using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Nodes;

/// <summary>Decides which pods leave a node for its <c>NoExecute</c> taints, and when.</summary>
public static class TaintEvictionPlanner
{
    /// <summary>Who leaves now, and when the next one does.</summary>
    public static TaintEvictionPlan Plan(IEnumerable<BoundPod> pods, ImmutableArray<Taint> taints, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(pods);
        var leaving = pods
            .Select(bound => (bound.Pod, At: Tolerance.LeaveAt(bound.Pod.Tolerations, taints, bound.BoundAt)))
            .Where(pod => pod.At is not null)
            .OrderBy(pod => pod.Pod.Namespace, StringComparer.Ordinal).ThenBy(pod => pod.Pod.Name, StringComparer.Ordinal)
            .ToList();
        return new TaintEvictionPlan(
            [.. leaving.Where(pod => pod.At <= now).Select(pod => pod.Pod)],
            leaving.Where(pod => pod.At > now).Select(pod => pod.At).Min());
    }
}
