using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Scheduling.Snapshot;

/// <summary>
/// Profiles and their parts as texts: equal ones have equal texts, and different ones different texts, because each part is led by its length or by a mark that no name holds. Records
/// with arrays in them do not compare so by themselves.
/// </summary>
internal sealed class ProfileText
{
    private readonly StringBuilder _text = new();

    public static string Of(PodProfile profile)
    {
        var text = new ProfileText();
        text.Add(profile.Namespace);
        text.Add(profile.Labels);
        text._text.Append('\n');
        foreach (var (name, amount) in profile.Requests)
        {
            text.Add(name).Add(amount);
        }

        text.Add(profile.ScoredMilliCpu).Add(profile.ScoredMemoryBytes).Add(profile.BestEffort ? 1 : 0).Add(profile.IsSpreadByDefault ? 1 : 0);
        text.AddAll(profile.HostPorts, port => text.Add(port.Protocol).Add(port.Port).Add(port.Address));
        text.AddAll(profile.Images, image => text.Add(image));
        text.AddNodeRules(profile);
        text.AddAll(profile.TopologySpreadConstraints, text.Add);
        text.AddAll(profile.Affinity?.NodeAffinity?.Preferred ?? [], term => text.Add(term.Weight).Add(term.Preference));
        text.AddPods(profile.Affinity?.PodAffinity?.Required, profile.Affinity?.PodAffinity?.Preferred);
        text.AddPods(profile.Affinity?.PodAntiAffinity?.Required, profile.Affinity?.PodAntiAffinity?.Preferred);
        return text._text.ToString();
    }

    public static string OfLabels(string ns, ImmutableSortedDictionary<string, string> labels)
    {
        var text = new ProfileText();
        text.Add(ns).Add(labels);
        return text._text.ToString();
    }

    /// <summary>What a profile asks of a node that the node alone answers.</summary>
    public static string OfNodeRules(PodProfile profile)
    {
        var text = new ProfileText();
        text.AddNodeRules(profile);
        return text._text.ToString();
    }

    /// <summary>What a profile's tolerations, and its selector and affinity, say of nodes.</summary>
    public static string OfInclusion(PodProfile profile, bool affinity, bool taints, IEnumerable<string> keys)
    {
        var text = new ProfileText();
        if (affinity)
        {
            text.AddSelection(profile);
        }

        text._text.Append('\n');
        if (taints)
        {
            text.AddAll(profile.Tolerations, text.Add);
        }

        text._text.Append(taints ? 'T' : '-');
        foreach (var key in keys.Order(StringComparer.Ordinal))
        {
            text.Add(key);
        }

        return text._text.ToString();
    }

    public static string Of(IEnumerable<PodAtom> atoms)
    {
        var text = new ProfileText();
        foreach (var atom in atoms)
        {
            text.AddAll(atom.Namespaces, ns => text.Add(ns));
            text.Add(atom.NamespaceSelector).Add(atom.Selector);
        }

        return text._text.ToString();
    }

    private void AddNodeRules(PodProfile profile)
    {
        Add(profile.NodeName ?? "");
        AddSelection(profile);
        AddAll(profile.Tolerations, Add);
        AddAll(profile.VolumeNodeAffinities, Add);
    }

    private void AddSelection(PodProfile profile)
    {
        Add(profile.NodeSelector);
        if (profile.Affinity?.NodeAffinity?.Required is { } required)
        {
            Add(required);
        }

        _text.Append('\n');
    }

    private void AddPods(ImmutableArray<PodAffinityTerm>? required, ImmutableArray<WeightedPodAffinityTerm>? preferred)
    {
        AddAll(required ?? [], Add);
        AddAll(preferred ?? [], weighted =>
        {
            Add(weighted.Weight);
            Add(weighted.PodAffinityTerm);
        });
    }

    private void Add(PodAffinityTerm term)
    {
        Add(term.LabelSelector).Add(term.TopologyKey).Add(term.NamespaceSelector);
        AddAll(term.Namespaces, text => Add(text));
        AddAll(term.MatchLabelKeys, text => Add(text));
        AddAll(term.MismatchLabelKeys, text => Add(text));
    }

    private void Add(TopologySpreadConstraint constraint)
    {
        Add(constraint.MaxSkew).Add(constraint.TopologyKey).Add(constraint.WhenUnsatisfiable).Add(constraint.LabelSelector).Add(constraint.MinDomains ?? 0);
        Add(constraint.NodeAffinityPolicy ?? "").Add(constraint.NodeTaintsPolicy ?? "");
        AddAll(constraint.MatchLabelKeys, text => Add(text));
    }

    private void Add(Toleration toleration) => Add(toleration.Key ?? "").Add(toleration.Operator ?? "").Add(toleration.Value ?? "").Add(toleration.Effect ?? "");

    private void Add(NodeSelector selector) => AddAll(selector.NodeSelectorTerms, term => Add(term));

    private ProfileText Add(NodeSelectorTerm term)
    {
        AddAll(term.MatchExpressions, Add);
        AddAll(term.MatchFields, Add);
        return this;
    }

    private void Add(NodeSelectorRequirement requirement)
    {
        Add(requirement.Key).Add(requirement.Operator);
        AddAll(requirement.Values, text => Add(text));
    }

    private ProfileText Add(LabelSelector? selector)
    {
        if (selector is null)
        {
            _text.Append('-');
            return this;
        }

        _text.Append('+');
        Add(selector.MatchLabels);
        AddAll(selector.MatchExpressions, requirement =>
        {
            Add(requirement.Key).Add(requirement.Operator);
            AddAll(requirement.Values, text => Add(text));
        });
        return this;
    }

    private void Add(ImmutableSortedDictionary<string, string> map)
    {
        _text.Append(CultureInfo.InvariantCulture, $"{map.Count}{{");
        foreach (var (key, value) in map)
        {
            Add(key).Add(value);
        }
    }

    private void AddAll<T>(ImmutableArray<T> items, Action<T> add)
    {
        _text.Append(CultureInfo.InvariantCulture, $"{items.Length}[");
        foreach (var item in items)
        {
            add(item);
        }
    }

    private ProfileText Add(string text)
    {
        _text.Append(CultureInfo.InvariantCulture, $"{text.Length}:").Append(text);
        return this;
    }

    private ProfileText Add(long number)
    {
        _text.Append(CultureInfo.InvariantCulture, $"{number};");
        return this;
    }
}
