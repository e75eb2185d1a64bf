using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Scheduling;

/// <summary>Terms of affinity that select namespaces by their labels: who decides on them has to know these.</summary>
public static class NamespaceSelection
{
    private const string NameLabel = "kubernetes.io/metadata.name";

    /// <summary>Whether a term does.</summary>
    public static bool IsAsked(Affinity? affinity) => affinity is not null && Terms(affinity).Any(term => term.NamespaceSelector is { IsEmpty: false });

    /// <summary>The labels by which a namespace can be selected: its own, and its name as in Kubernetes.</summary>
    public static ImmutableSortedDictionary<string, string> LabelsOf(Namespace ns)
    {
        ArgumentNullException.ThrowIfNull(ns);
        return ns.Metadata.Labels.SetItem(NameLabel, ns.Metadata.Name);
    }

    private static IEnumerable<PodAffinityTerm> Terms(Affinity affinity) =>
    [
        .. affinity.PodAffinity?.Required ?? [],
        .. affinity.PodAntiAffinity?.Required ?? [],
        .. (affinity.PodAffinity?.Preferred ?? []).Select(term => term.PodAffinityTerm),
        .. (affinity.PodAntiAffinity?.Preferred ?? []).Select(term => term.PodAffinityTerm),
    ];
}
