using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.ReplicaSets;

/// <summary>
/// Which pods of a replica set go first when there are too many: Kubernetes' ranking (its documentation, "ReplicaSet", scaling). One thing is finer here: of two ready
/// pods the one that is not available yet goes first, so that a scale-down never costs availability that it need not cost.
/// </summary>
internal static class PodDeletionOrder
{
    public static IEnumerable<PodSummary> Of(IReadOnlyCollection<PodSummary> pods, Func<PodSummary, bool> isAvailable)
    {
        var perNode = pods.Where(pod => pod.NodeName is not null).CountBy(pod => pod.NodeName!, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return pods
            .OrderBy(pod => pod.NodeName is not null)
            .ThenBy(pod => PhaseRank(pod.Phase))
            .ThenBy(pod => pod.ReadySince is not null)
            .ThenBy(isAvailable)
            .ThenByDescending(pod => pod.NodeName is null ? 0 : perNode[pod.NodeName])
            .ThenByDescending(pod => pod.ReadySince)
            .ThenByDescending(pod => pod.Restarts)
            .ThenByDescending(pod => pod.CreatedAt)
            .ThenBy(pod => pod.Name, StringComparer.Ordinal);
    }

    private static int PhaseRank(string phase) => phase switch
    {
        PodPhase.Pending => 0,
        PodPhase.Unknown => 1,
        _ => 2,
    };
}
