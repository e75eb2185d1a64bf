using System.Collections.Immutable;
using System.Globalization;
using Orchestrator.Planning.Scheduling.Snapshot;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Tests.Scheduling.Placing;

/// <summary>
/// The rules once more, as plainly as they can be said and with nothing in common with the library but the records: every question walks over all nodes and pods.
/// </summary>
internal sealed class NaiveCluster
{
    private readonly Dictionary<string, ImmutableSortedDictionary<string, string>> _namespaces = new(StringComparer.Ordinal);

    public SortedDictionary<string, ClusterNode> Nodes { get; } = new(StringComparer.Ordinal);

    public List<(ClusterPod Pod, string Node)> Pods { get; } = [];

    public void SetNamespace(string name, ImmutableSortedDictionary<string, string> labels) => _namespaces[name] = labels;

    public void CopyNamespaces(Cluster cluster)
    {
        foreach (var (name, labels) in _namespaces)
        {
            cluster.SetNamespace(name, labels);
        }
    }

    public IEnumerable<string> Takers(PodProfile pod) => Nodes.Values.Where(node => Takes(node, pod)).Select(node => node.Name);

    public bool Takes(ClusterNode node, PodProfile pod) =>
        HealthyFor(node, pod) && Tolerated(node, pod) && Selected(node, pod) && HasRoom(node, pod) && HasPorts(node, pod)
        && pod.VolumeNodeAffinities.All(volume => Matches(volume, node)) && IsSpread(node, pod) && IsNear(node, pod) && IsAway(node, pod) && IsWelcome(node, pod);

    /// <summary>Whether the node would not take the pod whoever left it: by what it is, by a key that it lacks, or because nobody is near whom the pod must be near.</summary>
    public bool NeverTakes(ClusterNode node, PodProfile pod) =>
        !(HealthyFor(node, pod) && Tolerated(node, pod) && Selected(node, pod) && pod.VolumeNodeAffinities.All(volume => Matches(volume, node)) && IsNear(node, pod));

    public bool HasRoom(ClusterNode node, PodProfile pod)
    {
        var here = On(node).ToList();
        return here.Count + 1 <= node.Allocatable.GetValueOrDefault("pods")
            && pod.Requests.All(ask => ask.Value <= 0 || ask.Key == "pods"
                || (Int128)ask.Value + here.Aggregate(Int128.Zero, (sum, other) => sum + Math.Max(0, other.Requests.GetValueOrDefault(ask.Key))) <= node.Allocatable.GetValueOrDefault(ask.Key));
    }

    private static bool HealthyFor(ClusterNode node, PodProfile pod) =>
        (pod.NodeName ?? node.Name) == node.Name
        && (!node.Unschedulable || pod.Tolerations.Any(one => Covers(one, "node.kubernetes.io/unschedulable", "", "NoSchedule")))
        && (!node.Unready || (pod.Tolerations.Any(one => Covers(one, "node.kubernetes.io/not-ready", "", "NoSchedule"))
            && pod.Tolerations.Any(one => Covers(one, "node.kubernetes.io/unreachable", "", "NoSchedule"))));

    public static bool Tolerated(ClusterNode node, PodProfile pod) => node.Taints.All(taint =>
        taint.Effect == "PreferNoSchedule" || pod.Tolerations.Any(one => Covers(one, taint.Key, taint.Value ?? "", taint.Effect)));

    public static bool Covers(Toleration toleration, string key, string value, string effect) =>
        (toleration.Key is null or "" || toleration.Key == key) && (toleration.Effect is null or "" || toleration.Effect == effect)
        && (toleration.Operator == "Exists" || (toleration.Value ?? "") == value);

    public static bool Selected(ClusterNode node, PodProfile pod) =>
        pod.NodeSelector.All(wanted => node.Labels.GetValueOrDefault(wanted.Key) == wanted.Value)
        && (pod.Affinity?.NodeAffinity?.Required is not { } required || Matches(required, node));

    private static bool Matches(NodeSelector selector, ClusterNode node) => selector.NodeSelectorTerms.Any(term => Matches(term, node));

    public static bool Matches(NodeSelectorTerm term, ClusterNode node) =>
        term.MatchExpressions.Length + term.MatchFields.Length > 0
        && term.MatchExpressions.All(one => Meets(one, node.Labels.GetValueOrDefault(one.Key)))
        && term.MatchFields.All(one => Meets(one, one.Key == "metadata.name" ? node.Name : null));

    private static bool Meets(NodeSelectorRequirement one, string? value) => one.Operator switch
    {
        "In" => value is not null && one.Values.Contains(value),
        "NotIn" => value is null || !one.Values.Contains(value),
        "Exists" => value is not null,
        "DoesNotExist" => value is null,
        "Gt" => long.TryParse(value, out var number) && number > long.Parse(one.Values[0], CultureInfo.InvariantCulture),
        _ => long.TryParse(value, out var number) && number < long.Parse(one.Values[0], CultureInfo.InvariantCulture),
    };

    private bool HasPorts(ClusterNode node, PodProfile pod) => !pod.HostPorts.Any(wanted => On(node).Any(other => other.HostPorts.Any(wanted.Collides)));

    private bool IsNear(ClusterNode node, PodProfile pod)
    {
        var terms = pod.Affinity?.PodAffinity?.Required ?? [];
        if (!terms.All(term => node.Labels.ContainsKey(term.TopologyKey)))
        {
            return false;
        }

        var all = Pods.Where(other => terms.All(term => Means(term, pod, other.Pod.Profile))).ToList();
        var near = terms.All(term => all.Any(other => Together(node, Nodes[other.Node], term.TopologyKey)));
        var anywhere = terms.Any(term => all.Any(other => Nodes[other.Node].Labels.ContainsKey(term.TopologyKey)));
        return near || (!anywhere && terms.All(term => Means(term, pod, pod)));
    }

    private bool IsAway(ClusterNode node, PodProfile pod) => (pod.Affinity?.PodAntiAffinity?.Required ?? []).All(term =>
        !Pods.Any(other => Means(term, pod, other.Pod.Profile) && Together(node, Nodes[other.Node], term.TopologyKey)));

    private bool IsWelcome(ClusterNode node, PodProfile pod) => Pods.All(other => (other.Pod.Profile.Affinity?.PodAntiAffinity?.Required ?? []).All(term =>
        !(Means(term, other.Pod.Profile, pod) && Together(node, Nodes[other.Node], term.TopologyKey))));

    private bool IsSpread(ClusterNode node, PodProfile pod)
    {
        var hard = pod.TopologySpreadConstraints.Where(one => one.WhenUnsatisfiable == "DoNotSchedule").ToList();
        return hard.All(one => IsSpread(node, pod, one, hard));
    }

    private bool IsSpread(ClusterNode node, PodProfile pod, TopologySpreadConstraint one, List<TopologySpreadConstraint> hard)
    {
        if (!node.Labels.TryGetValue(one.TopologyKey, out var part))
        {
            return false;
        }

        var counted = Nodes.Values.Where(other => hard.All(each => other.Labels.ContainsKey(each.TopologyKey))
            && (one.NodeAffinityPolicy == "Ignore" || Selected(other, pod)) && (one.NodeTaintsPolicy != "Honor" || Tolerated(other, pod))).ToList();
        var parts = counted.GroupBy(other => other.Labels[one.TopologyKey])
            .ToDictionary(group => group.Key, group => group.Sum(other => Staying(other).Count(there => there.Namespace == pod.Namespace && Selects(one, pod, there))));
        var least = parts.Count == 0 || parts.Count < (one.MinDomains ?? 1) ? 0 : parts.Values.Min();
        return parts.GetValueOrDefault(part) + (Selects(one, pod, pod) ? 1 : 0) - least <= one.MaxSkew;
    }

    public static bool Selects(TopologySpreadConstraint one, PodProfile owner, PodProfile other) =>
        one.LabelSelector is not null && one.LabelSelector.Matches(other.Labels)
        && one.MatchLabelKeys.All(key => !owner.Labels.TryGetValue(key, out var value) || other.Labels.GetValueOrDefault(key) == value);

    public bool Means(PodAffinityTerm term, PodProfile owner, PodProfile other) =>
        term.LabelSelector is not null && term.LabelSelector.Matches(other.Labels)
        && (term.Namespaces.IsEmpty && term.NamespaceSelector is null
            ? other.Namespace == owner.Namespace
            : term.Namespaces.Contains(other.Namespace) || (term.NamespaceSelector?.Matches(_namespaces.GetValueOrDefault(other.Namespace, StringMap.Empty)) ?? false))
        && term.MatchLabelKeys.All(key => !owner.Labels.TryGetValue(key, out var value) || other.Labels.GetValueOrDefault(key) == value)
        && term.MismatchLabelKeys.All(key => !owner.Labels.TryGetValue(key, out var value) || other.Labels.GetValueOrDefault(key) != value);

    public static bool Together(ClusterNode left, ClusterNode right, string key) =>
        left.Labels.TryGetValue(key, out var value) && right.Labels.GetValueOrDefault(key) == value;

    public IEnumerable<PodProfile> Staying(ClusterNode node) =>
        Pods.Where(other => other.Node == node.Name && !other.Pod.Terminating && !other.Pod.Leaving).Select(other => other.Pod.Profile);

    public IEnumerable<PodProfile> On(ClusterNode node) => Pods.Where(other => other.Node == node.Name).Select(other => other.Pod.Profile);
}
