using System.Collections.Immutable;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Scheduling.Snapshot;

/// <summary>Pods by namespace and labels.</summary>
/// <param name="Namespaces">Namespaces by name.</param>
/// <param name="NamespaceSelector">Further namespaces, by their labels; null for none.</param>
/// <param name="Selector">What the labels must be; null selects nothing.</param>
internal sealed record PodAtom(ImmutableArray<string> Namespaces, LabelSelector? NamespaceSelector, LabelSelector? Selector)
{
    public static PodAtom Of(PodAffinityTerm term, PodProfile owner) => new(
        term.Namespaces.IsEmpty && term.NamespaceSelector is null ? [owner.Namespace] : [.. term.Namespaces.Order(StringComparer.Ordinal)],
        term.NamespaceSelector,
        WithKeys(WithKeys(term.LabelSelector, term.MatchLabelKeys, LabelSelectorOperator.In, owner), term.MismatchLabelKeys, LabelSelectorOperator.NotIn, owner));

    public static PodAtom Of(TopologySpreadConstraint constraint, PodProfile owner) =>
        new([owner.Namespace], null, WithKeys(constraint.LabelSelector, constraint.MatchLabelKeys, LabelSelectorOperator.In, owner));

    public bool Matches(string ns, ImmutableSortedDictionary<string, string> labels, Func<string, ImmutableSortedDictionary<string, string>> labelsOfNamespace) =>
        Selector is not null
        && (Namespaces.Contains(ns) || (NamespaceSelector is not null && NamespaceSelector.Matches(labelsOfNamespace(ns))))
        && Selector.Matches(labels);

    // Of keys that the pod itself lacks nothing is asked, as Kubernetes does it.
    private static LabelSelector? WithKeys(LabelSelector? selector, ImmutableArray<string> keys, string comparison, PodProfile owner)
    {
        if (selector is null || keys.IsEmpty)
        {
            return selector;
        }

        var added = keys.Where(owner.Labels.ContainsKey).Select(key => new LabelSelectorRequirement { Key = key, Operator = comparison, Values = [owner.Labels[key]] });
        return selector with { MatchExpressions = [.. selector.MatchExpressions, .. added] };
    }
}
