using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling.Snapshot;
using Orchestrator.Planning.Tests.Scheduling.Placing;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Tests.Scheduling.Scores;

/// <summary>The default scores once more, by the documented formulas and with nothing in common with the library but the records: every question walks over all nodes and pods.</summary>
internal sealed class NaiveScores(NaiveCluster cluster)
{
    private const long Mebibyte = 1024 * 1024;

    /// <summary>What each of some nodes is worth for a pod, beside the others.</summary>
    public ImmutableSortedDictionary<string, long> Of(PodProfile pod, IReadOnlyList<ClusterNode> nodes)
    {
        (long Weight, long[] Scores)[] all =
        [
            (1, [.. nodes.Select(node => Allocation(pod, node))]),
            (1, [.. nodes.Select(node => Balance(pod, node))]),
            (1, [.. nodes.Select(node => Images(pod, node))]),
            (3, [.. ByLargest([.. nodes.Select(node => Disliked(pod, node))]).Select(share => 100 - share)]),
            (2, ByLargest([.. nodes.Select(node => Preferred(pod, node))])),
            (2, Spread(pod, nodes)),
            (2, ByRange([.. nodes.Select(node => Affinity(pod, node))])),
        ];
        return nodes.Select((node, i) => (node.Name, Sum: all.Sum(one => one.Weight * one.Scores[i]))).ToImmutableSortedDictionary(one => one.Name, one => one.Sum, StringComparer.Ordinal);
    }

    private long Allocation(PodProfile pod, ClusterNode node)
    {
        var (cpu, memory) = (node.Allocatable.GetValueOrDefault("cpu"), node.Allocatable.GetValueOrDefault("memory"));
        List<long> scores = [];
        Add(cpu, one => one.ScoredMilliCpu);
        Add(memory, one => one.ScoredMemoryBytes);
        return scores.Count == 0 ? 0 : scores.Sum() / scores.Count;

        void Add(long all, Func<PodProfile, long> taken)
        {
            if (all > 0)
            {
                var sum = Sum([.. cluster.On(node), pod], taken);
                scores.Add(sum > all ? 0 : (long)((all - sum) * 100 / all));
            }
        }
    }

    private long Balance(PodProfile pod, ClusterNode node)
    {
        if (Asked(pod, "cpu") + Asked(pod, "memory") == 0)
        {
            return 0;
        }

        var (cpu, memory) = (node.Allocatable.GetValueOrDefault("cpu"), node.Allocatable.GetValueOrDefault("memory"));
        return cpu == 0 || memory == 0 ? 100 : (long)((1 - (Math.Abs(Share("cpu", cpu) - Share("memory", memory)) / 2)) * 100);

        double Share(string resource, long all) => Math.Min(1, (double)Sum([.. cluster.On(node), pod], one => (long)Asked(one, resource)) / all);
    }

    private long Images(PodProfile pod, ClusterNode node)
    {
        if (pod.Images.IsEmpty)
        {
            return 0;
        }

        var sum = pod.Images.Where(node.Images.ContainsKey)
            .Sum(image => (long)(node.Images[image] * (cluster.Nodes.Values.Count(other => other.Images.ContainsKey(image)) / (double)cluster.Nodes.Count)));
        var (least, most) = (23 * Mebibyte, 1000 * Mebibyte * pod.Images.Length);
        return 100 * (Math.Clamp(sum, least, most) - least) / (most - least);
    }

    private static long Disliked(PodProfile pod, ClusterNode node) => node.Taints.Count(taint =>
        taint.Effect == "PreferNoSchedule" && !pod.Tolerations.Any(one => NaiveCluster.Covers(one, taint.Key, taint.Value ?? "", taint.Effect)));

    private static long Preferred(PodProfile pod, ClusterNode node) =>
        (pod.Affinity?.NodeAffinity?.Preferred ?? []).Where(one => NaiveCluster.Matches(one.Preference, node)).Sum(one => one.Weight);

    private long[] Spread(PodProfile pod, IReadOnlyList<ClusterNode> nodes)
    {
        var soft = pod.TopologySpreadConstraints.Where(one => one.WhenUnsatisfiable == "ScheduleAnyway").ToList();
        if (soft.Count == 0)
        {
            return new long[nodes.Count];
        }

        bool HasKeys(ClusterNode node) => pod.IsSpreadByDefault || soft.All(one => node.Labels.ContainsKey(one.TopologyKey));
        var counted = nodes.Where(HasKeys).ToList();
        var raw = counted.ToDictionary(node => node.Name, node => (long)Math.Round(soft.Where(one => node.Labels.ContainsKey(one.TopologyKey)).Sum(one =>
        {
            var parts = counted.Select(other => other.Labels.GetValueOrDefault(one.TopologyKey)).OfType<string>().Distinct().Count();
            return (Alike(pod, one, node, HasKeys) * Math.Log(parts + 2)) + (one.MaxSkew - 1);
        }), MidpointRounding.AwayFromZero));
        var (least, largest) = raw.Count == 0 ? (0, 0) : (raw.Values.Min(), raw.Values.Max());
        return [.. nodes.Select(node => !raw.TryGetValue(node.Name, out var score) ? 0 : largest == 0 ? 100 : 100 * (largest + least - score) / largest)];
    }

    private int Alike(PodProfile pod, TopologySpreadConstraint one, ClusterNode node, Predicate<ClusterNode> hasKeys) => cluster.Nodes.Values
        .Where(other => hasKeys(other) && NaiveCluster.Together(node, other, one.TopologyKey)
            && (one.NodeAffinityPolicy == "Ignore" || NaiveCluster.Selected(other, pod)) && (one.NodeTaintsPolicy != "Honor" || NaiveCluster.Tolerated(other, pod)))
        .Sum(other => cluster.Staying(other).Count(there => there.Namespace == pod.Namespace && NaiveCluster.Selects(one, pod, there)));

    private long Affinity(PodProfile pod, ClusterNode node) => cluster.Pods.Sum(other => Own(pod, other.Pod.Profile, node, other.Node) + Theirs(pod, other.Pod.Profile, node, other.Node));

    private long Own(PodProfile pod, PodProfile other, ClusterNode node, string on) =>
        Weighted(pod).Where(one => cluster.Means(one.Term, pod, other) && NaiveCluster.Together(node, cluster.Nodes[on], one.Term.TopologyKey)).Sum(one => one.Weight);

    // What those who are there must be near counts one.
    private long Theirs(PodProfile pod, PodProfile other, ClusterNode node, string on) => Weighted(other)
        .Concat((other.Affinity?.PodAffinity?.Required ?? []).Select(term => (Term: term, Weight: 1L)))
        .Where(one => cluster.Means(one.Term, other, pod) && NaiveCluster.Together(node, cluster.Nodes[on], one.Term.TopologyKey)).Sum(one => one.Weight);

    private static IEnumerable<(PodAffinityTerm Term, long Weight)> Weighted(PodProfile pod) =>
        (pod.Affinity?.PodAffinity?.Preferred ?? []).Select(one => (one.PodAffinityTerm, (long)one.Weight))
            .Concat((pod.Affinity?.PodAntiAffinity?.Preferred ?? []).Select(one => (one.PodAffinityTerm, -(long)one.Weight)));

    private static long[] ByLargest(long[] scores) => scores.Length == 0 || scores.Max() == 0 ? new long[scores.Length] : [.. scores.Select(score => 100 * score / scores.Max())];

    private static long[] ByRange(long[] scores) => scores.Length == 0 || scores.Min() == scores.Max()
        ? new long[scores.Length]
        : [.. scores.Select(score => (long)(100 * ((score - scores.Min()) / (double)(scores.Max() - scores.Min()))))];

    private static Int128 Asked(PodProfile pod, string resource) => Math.Max(0, pod.Requests.GetValueOrDefault(resource));

    private static Int128 Sum(IEnumerable<PodProfile> pods, Func<PodProfile, long> amount) => pods.Aggregate(Int128.Zero, (sum, pod) => sum + Math.Max(0, amount(pod)));
}
