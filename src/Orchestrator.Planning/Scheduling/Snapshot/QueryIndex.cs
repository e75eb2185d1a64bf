using System.Collections.Immutable;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Scheduling.Snapshot;

/// <summary>
/// Which queries select pods of which label sets. A query that asks for a label's very value is found by that value, and a label set by its labels, so that a new one of either
/// kind meets only those that it may have to do with.
/// </summary>
internal sealed class QueryIndex
{
    private readonly Dictionary<string, PodQuery> _queries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LabelSet> _sets = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Key, string Value), List<PodQuery>> _anchored = [];
    private readonly Dictionary<(string Key, string Value), List<LabelSet>> _labelled = [];
    private readonly List<PodQuery> _unanchored = [];
    private readonly Dictionary<string, ImmutableSortedDictionary<string, string>> _namespaces = new(StringComparer.Ordinal);

    public LabelSet Set(string ns, ImmutableSortedDictionary<string, string> labels)
    {
        var text = ProfileText.OfLabels(ns, labels);
        if (_sets.TryGetValue(text, out var known))
        {
            return known;
        }

        var set = new LabelSet(ns, labels);
        _sets.Add(text, set);
        foreach (var (key, value) in labels)
        {
            Bucket(_labelled, (key, value)).Add(set);
            Meet(set, _anchored.GetValueOrDefault((key, value)));
        }

        Meet(set, _unanchored);
        return set;
    }

    public PodQuery Query(ImmutableArray<PodAtom> atoms)
    {
        var text = ProfileText.Of(atoms);
        if (_queries.TryGetValue(text, out var known))
        {
            return known;
        }

        var query = new PodQuery(text, atoms);
        _queries.Add(text, query);
        var anchor = Anchor(query);
        (anchor is { } label ? Bucket(_anchored, label) : _unanchored).Add(query);
        IEnumerable<LabelSet> sets = anchor is { } value ? _labelled.GetValueOrDefault(value) ?? [] : _sets.Values;
        query.Matching.AddRange(sets.Where(set => query.Matches(set, LabelsOf)));
        return query;
    }

    public bool Matches(PodQuery query, LabelSet set) => query.Matches(set, LabelsOf);

    /// <summary>Sets the labels of a namespace; returns what no longer matches, and what does now.</summary>
    public List<(PodQuery Query, LabelSet Set, bool Matches)> SetNamespace(string ns, ImmutableSortedDictionary<string, string> labels)
    {
        _namespaces[ns] = labels;
        var changes = new List<(PodQuery, LabelSet, bool)>();
        foreach (var query in _queries.Values.Where(query => query.AsksNamespaces).OrderBy(query => query.Text, StringComparer.Ordinal))
        {
            foreach (var set in _sets.Values.Where(set => set.Namespace == ns))
            {
                var matches = query.Matches(set, LabelsOf);
                if (matches != query.Matching.Contains(set))
                {
                    changes.Add((query, set, matches));
                }
            }
        }

        return changes;
    }

    /// <summary>Drops what nobody uses.</summary>
    public void Sweep()
    {
        foreach (var query in _queries.Values)
        {
            query.Counts.RemoveAll(count => count.Users == 0);
            query.Terms.RemoveAll(term => term.Users == 0);
            query.Matching.RemoveAll(set => set.Users == 0);
        }

        Drop(_queries, query => query.Counts.Count == 0 && query.Terms.Count == 0);
        Drop(_sets, set => set.Users == 0);
        _unanchored.RemoveAll(query => !_queries.ContainsKey(query.Text));
        Drop(_anchored, query => !_queries.ContainsKey(query.Text));
        Drop(_labelled, set => set.Users == 0);
        foreach (var set in _sets.Values)
        {
            set.CountedIn.RemoveAll(count => count.Users == 0);
            set.SelectedBy.RemoveAll(term => term.Users == 0);
        }
    }

    private void Meet(LabelSet set, List<PodQuery>? queries)
    {
        foreach (var query in queries ?? [])
        {
            if (query.Matches(set, LabelsOf))
            {
                query.Matching.Add(set);
                set.CountedIn.AddRange(query.Counts);
                set.SelectedBy.AddRange(query.Terms);
            }
        }
    }

    private ImmutableSortedDictionary<string, string> LabelsOf(string ns) => _namespaces.GetValueOrDefault(ns, StringMap.Empty);

    // Of the values that it asks for, the one that the fewest pods have.
    private (string Key, string Value)? Anchor(PodQuery query)
    {
        (string Key, string Value)? best = null;
        var fewest = int.MaxValue;
        foreach (var label in query.Atoms.SelectMany(Equalities))
        {
            var count = _labelled.GetValueOrDefault(label)?.Count ?? 0;
            if (count < fewest)
            {
                (best, fewest) = (label, count);
            }
        }

        return best;
    }

    private static IEnumerable<(string Key, string Value)> Equalities(PodAtom atom) => atom.Selector is null
        ? []
        : atom.Selector.MatchLabels.Select(label => (label.Key, label.Value)).Concat(atom.Selector.MatchExpressions
            .Where(requirement => requirement is { Operator: LabelSelectorOperator.In, Values.Length: 1 })
            .Select(requirement => (requirement.Key, requirement.Values[0])));

    private static List<T> Bucket<T>(Dictionary<(string Key, string Value), List<T>> buckets, (string Key, string Value) label)
    {
        if (!buckets.TryGetValue(label, out var bucket))
        {
            bucket = [];
            buckets.Add(label, bucket);
        }

        return bucket;
    }

    private static void Drop<T>(Dictionary<string, T> all, Func<T, bool> unused)
    {
        foreach (var (text, _) in all.Where(one => unused(one.Value)).ToList())
        {
            all.Remove(text);
        }
    }

    private static void Drop<T>(Dictionary<(string Key, string Value), List<T>> buckets, Predicate<T> unused)
    {
        foreach (var (label, bucket) in buckets.ToList())
        {
            bucket.RemoveAll(unused);
            if (bucket.Count == 0)
            {
                buckets.Remove(label);
            }
        }
    }
}
