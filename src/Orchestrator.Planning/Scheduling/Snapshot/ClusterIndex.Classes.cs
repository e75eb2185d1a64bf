using System.Collections.Immutable;
using Orchestrator.Planning.Images;
using Orchestrator.Planning.Scheduling.Filters;
using Orchestrator.Planning.Scheduling.Scores;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Scheduling.Snapshot;

internal sealed partial class ClusterIndex
{
    // Kubernetes' default of hardPodAffinityWeight: what required affinity of pods that are there counts for the pods that it selects.
    private const long HardPodAffinityWeight = 1;
    private const int UnusedClassesMax = 4096;

    private readonly Dictionary<string, PodClass> _classes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LabelColumn> _columns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NodeSet> _sets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DomainCount> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OwnedTerm> _terms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImageSet> _images = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _fullNames = new(StringComparer.Ordinal);
    private int _classesAfterSweep;

    public PodClass Class(PodProfile profile)
    {
        var text = ProfileText.Of(profile);
        if (!_classes.TryGetValue(text, out var known))
        {
            known = Compile(profile, text);
            _classes.Add(text, known);
        }

        return known;
    }

    /// <summary>The nodes that have an image, by any name that stands for it; null where none has.</summary>
    public ImageSet? Image(string name)
    {
        if (_images.Count == 0)
        {
            return null;
        }

        if (!_fullNames.TryGetValue(name, out var full))
        {
            full = ImageName.TryParse(name)?.ToString() ?? name;
            _fullNames.Add(name, full);
        }

        return _images.GetValueOrDefault(full);
    }

    /// <summary>Forgets classes without pods once there are many, and what only they used. Not to be called while somebody holds a class.</summary>
    public void Sweep()
    {
        if (_classes.Count < (2 * _classesAfterSweep) + UnusedClassesMax)
        {
            return;
        }

        foreach (var unused in _classes.Values.Where(one => one.Pods == 0).ToList())
        {
            _classes.Remove(unused.Text);
            Use(unused, -1);
        }

        _queries.Sweep();
        _fullNames.Clear();
        Drop(_counts, count => count.Users == 0);
        Drop(_terms, term => term.Users == 0);
        var sets = _classes.Values.Select(one => one.Nodes).Concat(_counts.Values.Where(count => count.Nodes is not null).Select(count => count.Nodes!)).ToHashSet();
        Drop(_sets, set => !sets.Contains(set));
        _classesAfterSweep = _classes.Count;
    }

    private PodClass Compile(PodProfile profile, string text)
    {
        var rules = new NodeRules(profile, Column);
        var near = profile.Affinity?.PodAffinity;
        var away = profile.Affinity?.PodAntiAffinity;
        var labels = _queries.Set(profile.Namespace, profile.Labels);
        var nearTerms = near?.Required ?? [];
        var nearQuery = nearTerms.IsEmpty ? null : _queries.Query([.. nearTerms.Select(term => PodAtom.Of(term, profile))]);
        var awayTerms = away?.Required ?? [];
        var made = new PodClass
        {
            Text = text,
            Profile = profile,
            Labels = labels,
            Asks = Asks(profile, out var unoffered),
            Unoffered = unoffered,
            AsksExtended = profile.Requests.Keys.Any(name => name.Contains('/', StringComparison.Ordinal)),
            Rules = rules,
            Nodes = Set(ProfileText.OfNodeRules(profile), rules.Hold),
            Near = nearQuery is null ? [] : [.. nearTerms.Select(term => Count(nearQuery, Column(term.TopologyKey), null))],
            NearItself = () => nearQuery is not null && _queries.Matches(nearQuery, labels),
            Away = [.. awayTerms.Select(term => Count(Query(term, profile), Column(term.TopologyKey), null))],
            Refuses = [.. awayTerms.Select(term => Term(Query(term, profile), Column(term.TopologyKey)))],
            HardSpread = Spread(profile, rules, labels, SpreadPolicy.DoNotSchedule),
            SoftSpread = Spread(profile, rules, labels, SpreadPolicy.ScheduleAnyway),
            Likes = [.. Weighted(near, away).Select(weighted => (Count(Query(weighted.Term, profile), Column(weighted.Term.TopologyKey), null), weighted.Weight))],
            Weighs =
            [
                .. nearTerms.Select(term => (Term(Query(term, profile), Column(term.TopologyKey)), HardPodAffinityWeight)),
                .. Weighted(near, away).Select(weighted => (Term(Query(weighted.Term, profile), Column(weighted.Term.TopologyKey)), weighted.Weight)),
            ],
            NodePreferences = [.. (profile.Affinity?.NodeAffinity?.Preferred ?? []).Select(term => new NodePreference(new NodeTermRule(term.Preference, Column), term.Weight))],
        };
        Use(made, 1);
        return made;
    }

    private static void Use(PodClass podClass, int change)
    {
        podClass.Labels.Users += change;
        foreach (var count in podClass.Counts())
        {
            count.Users += change;
        }

        foreach (var term in podClass.Terms())
        {
            term.Users += change;
        }
    }

    private static IEnumerable<(PodAffinityTerm Term, long Weight)> Weighted(PodAffinity? near, PodAntiAffinity? away) =>
        (near?.Preferred ?? []).Select(one => (one.PodAffinityTerm, (long)one.Weight))
            .Concat((away?.Preferred ?? []).Select(one => (one.PodAffinityTerm, -(long)one.Weight)));

    private List<ResourceAsk> Asks(PodProfile profile, out List<(string Name, long Amount)> unoffered)
    {
        var asks = new List<ResourceAsk> { new(NodeTable.PodCount, 1, ResourceName.Pods) };
        unoffered = [];
        foreach (var (name, amount) in profile.Requests)
        {
            var resource = Nodes.ResourceOf(name);
            if (amount <= 0 || resource == NodeTable.PodCount)
            {
                continue;
            }

            if (resource < 0)
            {
                unoffered.Add((name, Amount.Requested(amount)));
            }
            else
            {
                asks.Add(new ResourceAsk(resource, Amount.Requested(amount), name));
            }
        }

        return asks;
    }

    private SpreadRule[] Spread(PodProfile profile, NodeRules rules, LabelSet labels, string whenUnsatisfiable)
    {
        var constraints = profile.TopologySpreadConstraints.Where(one => one.WhenUnsatisfiable == whenUnsatisfiable).ToList();
        var columns = constraints.Select(one => Column(one.TopologyKey)).ToArray();
        return [.. constraints.Select(constraint =>
        {
            var query = _queries.Query([PodAtom.Of(constraint, profile)]);
            var key = Column(constraint.TopologyKey);
            var count = Count(query, key, Included(profile, rules, constraint, profile.IsSpreadByDefault ? [key] : columns));
            return new SpreadRule(count, constraint.MaxSkew, constraint.MinDomains ?? 1, _queries.Matches(query, labels) ? 1 : 0);
        })];
    }

    // A node counts that has all the keys, and that the pod could be on as far as the policies ask.
    private NodeSet Included(PodProfile profile, NodeRules rules, TopologySpreadConstraint constraint, LabelColumn[] columns)
    {
        var affinity = constraint.NodeAffinityPolicy != SpreadPolicy.Ignore;
        var taints = constraint.NodeTaintsPolicy == SpreadPolicy.Honor;
        var text = "spread " + ProfileText.OfInclusion(profile, affinity, taints, columns.Select(column => column.Key));
        return Set(text, (node, slot) =>
            Array.TrueForAll(columns, column => column.Of[slot] >= 0) && (!affinity || rules.Selects(node, slot)) && (!taints || rules.Tolerates(node)));
    }

    private PodQuery Query(PodAffinityTerm term, PodProfile profile) => _queries.Query([PodAtom.Of(term, profile)]);

    private LabelColumn Column(string key)
    {
        if (!_columns.TryGetValue(key, out var column))
        {
            column = new LabelColumn(key, Nodes.Capacity);
            _columns.Add(key, column);
            for (var slot = 0; slot < Nodes.End; slot++)
            {
                column.Update(slot, Nodes.Nodes[slot]);
            }
        }

        return column;
    }

    private NodeSet Set(string text, Func<ClusterNode, int, bool> rule)
    {
        if (!_sets.TryGetValue(text, out var set))
        {
            set = new NodeSet(text, rule, Nodes.Capacity);
            _sets.Add(text, set);
            for (var slot = 0; slot < Nodes.End; slot++)
            {
                set.Update(slot, Nodes.Nodes[slot]);
            }
        }

        return set;
    }

    private DomainCount Count(PodQuery query, LabelColumn column, NodeSet? nodes)
    {
        var text = $"{column.Key}\n{nodes?.Text}\n{query.Text}";
        if (_counts.TryGetValue(text, out var known))
        {
            return known;
        }

        var count = new DomainCount(text, query, column, nodes);
        _counts.Add(text, count);
        query.Counts.Add(count);
        for (var slot = 0; slot < Nodes.End; slot++)
        {
            count.AddNode(slot, 1);
        }

        foreach (var set in query.Matching)
        {
            set.CountedIn.Add(count);
            for (var pod = set.First; pod is not null; pod = pod.Next)
            {
                if (count.Counts(pod.Pod))
                {
                    count.AddPod(pod.Slot, 1);
                }
            }
        }

        return count;
    }

    private OwnedTerm Term(PodQuery query, LabelColumn column)
    {
        var text = $"{column.Key}\n{query.Text}";
        if (!_terms.TryGetValue(text, out var term))
        {
            term = new OwnedTerm(text, query, column);
            _terms.Add(text, term);
            query.Terms.Add(term);
            query.Matching.ForEach(set => set.SelectedBy.Add(term));
        }

        return term;
    }

    private static void Drop<T>(Dictionary<string, T> all, Func<T, bool> unused)
    {
        foreach (var (text, _) in all.Where(one => unused(one.Value)).ToList())
        {
            all.Remove(text);
        }
    }
}
