using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling.Explaining;
using Orchestrator.Planning.Scheduling.Scores;
using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Planning.Scheduling.Placing;

/// <summary>
/// Places pods in a cluster: those that matter more first, and among equals whoever came first. Nothing in it depends on time or chance but what it is given: the same history,
/// settings and pods give the same answer.
/// </summary>
public sealed class Scheduler
{
    private readonly Cluster _cluster;
    private readonly SchedulingSettings _settings;
    private readonly SchedulingRound _round;

    /// <summary>A scheduler for a cluster.</summary>
    /// <exception cref="ArgumentException">A setting is wrong; the message names it.</exception>
    public Scheduler(Cluster cluster, SchedulingSettings settings)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(settings);
        SettingsRules.Check(settings);
        _cluster = cluster;
        _settings = settings;
        _round = new SchedulingRound(cluster.Index, settings);
    }

    /// <summary>
    /// Decides on pods, and keeps what it decided in the cluster: placed pods are on their nodes, room is kept for those for which others have to go, and these count as told to end.
    /// </summary>
    /// <param name="pods">The pods, in the order in which they came.</param>
    /// <param name="context">What else counts.</param>
    public SchedulingResult Schedule(IReadOnlyList<ClusterPod> pods, SchedulingContext context) => _round.Run(pods, context);

    /// <summary>Decides on pods, and leaves the cluster as it was.</summary>
    public SchedulingResult Plan(IReadOnlyList<ClusterPod> pods, SchedulingContext context)
    {
        var result = _round.Run(pods, context);
        _round.Undo();
        return result;
    }

    /// <summary>Why a pod has no node, with the names of nodes and what would be enough. Nothing is decided, and displacing others is not tried.</summary>
    public PendingExplanation Explain(ClusterPod pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        return Explainer.Explain(_cluster.Index, _cluster.Index.Class(pod.Profile));
    }

    /// <summary>What each node that would take a pod, if it had room, is worth for it: the sum of the weighed scores that tell nodes apart.</summary>
    public ImmutableSortedDictionary<string, long> Scores(ClusterPod pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        var index = _cluster.Index;
        var podClass = index.Class(pod.Profile);
        int[] slots = [.. Enumerable.Range(0, index.Nodes.End).Where(slot => index.Nodes.Nodes[slot] is not null && podClass.Nodes.Has(slot))];
        var scores = new ScorePass(index, _settings).Score(podClass, slots).ToArray();
        return slots.Zip(scores).ToImmutableSortedDictionary(one => index.Nodes.Nodes[one.First]!.Name, one => one.Second, StringComparer.Ordinal);
    }

    /// <summary>Of how many nodes that take a pod the best is chosen, by the documented formula of <c>percentageOfNodesToScore</c>.</summary>
    /// <param name="nodes">How many nodes there are.</param>
    /// <param name="percentage">The setting; 0 for the share that falls as the cluster grows.</param>
    public static int NodesToScore(int nodes, int percentage) => CandidateSearch.Enough(nodes, percentage);
}
