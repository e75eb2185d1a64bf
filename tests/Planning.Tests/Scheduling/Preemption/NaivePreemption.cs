using Orchestrator.Planning.Scheduling.Preemption;
using Orchestrator.Planning.Scheduling.Snapshot;
using Orchestrator.Planning.Tests.Scheduling.Placing;

namespace Orchestrator.Planning.Tests.Scheduling.Preemption;

/// <summary>Who has to go for whom, as plainly as it can be said: every question asks the plain cluster anew.</summary>
internal sealed class NaivePreemption(NaiveCluster cluster, IReadOnlyList<DisruptionBudget> budgets)
{
    /// <summary>Pods for which nodes keep room.</summary>
    public List<(ClusterPod Pod, string Node)> Nominated { get; } = [];

    /// <summary>Whether the node takes the pod as things are, and beside those whom it has to let go first.</summary>
    public bool TakesNow(ClusterNode node, ClusterPod pod) => cluster.Takes(node, pod.Profile) && TakesBesideNominated(node, pod);

    /// <summary>What it costs to have the node take the pod; null where nothing makes it.</summary>
    public NaiveHarm? On(ClusterNode node, ClusterPod pod)
    {
        var lower = cluster.Pods.Where(other => other.Node == node.Name && other.Pod.Priority < pod.Priority).ToList();
        if (lower.Count == 0 || cluster.NeverTakes(node, pod.Profile))
        {
            return null;
        }

        var before = cluster.Pods.ToList();
        cluster.Pods.RemoveAll(lower.Contains);
        var harm = TakesBesideNominated(node, pod) ? LetBack(node, pod, lower) : null;
        cluster.Pods.Clear();
        cluster.Pods.AddRange(before);
        return harm;
    }

    private NaiveHarm LetBack(ClusterNode node, ClusterPod pod, List<(ClusterPod Pod, string Node)> lower)
    {
        var staying = lower.Where(other => !other.Pod.Terminating)
            .OrderByDescending(other => other.Pod.Priority).ThenBy(other => other.Pod.StartedAt ?? DateTimeOffset.MaxValue).ThenBy(other => other.Pod.Uid, StringComparer.Ordinal)
            .ToList();
        var kept = Kept([.. staying.Select(other => other.Pod)]);
        var (victims, violating) = (new List<ClusterPod>(), 0);
        foreach (var other in staying.OrderBy(other => !kept.Contains(other.Pod.Uid)).ToList())
        {
            cluster.Pods.Add(other);
            if (!TakesBesideNominated(node, pod))
            {
                cluster.Pods.Remove(other);
                victims.Add(other.Pod);
                violating += kept.Contains(other.Pod.Uid) ? 1 : 0;
            }
        }

        return new NaiveHarm(node.Name, [.. staying.Select(other => other.Pod).Where(victims.Contains)], violating);
    }

    // Those that a budget does not let go any more, counted from those that matter most.
    private HashSet<string> Kept(List<ClusterPod> pods)
    {
        var left = budgets.Select(budget => budget.DisruptionsAllowed).ToArray();
        var kept = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pod in pods)
        {
            for (var i = 0; i < budgets.Count; i++)
            {
                if (budgets[i].Namespace == pod.Profile.Namespace && !budgets[i].Selector.IsEmpty && budgets[i].Selector.Matches(pod.Profile.Labels) && --left[i] < 0)
                {
                    kept.Add(pod.Uid);
                }
            }
        }

        return kept;
    }

    private bool TakesBesideNominated(ClusterNode node, ClusterPod pod)
    {
        var ahead = Nominated.Where(other => other.Node == node.Name && other.Pod.Priority >= pod.Priority && other.Pod.Uid != pod.Uid).ToList();
        cluster.Pods.AddRange(ahead);
        var takes = cluster.Takes(node, pod.Profile);
        ahead.ForEach(other => cluster.Pods.Remove(other));
        return takes;
    }
}
