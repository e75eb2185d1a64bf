using System.Collections.Immutable;

namespace Orchestrator.Planning.Scheduling.Snapshot;

/// <summary>Pods that match all of some atoms. Terms that say the same share it.</summary>
internal sealed class PodQuery(string text, ImmutableArray<PodAtom> atoms)
{
    public string Text => text;

    /// <summary>Whether the answer depends on the labels of namespaces.</summary>
    public bool AsksNamespaces { get; } = atoms.Any(atom => atom.NamespaceSelector is not null);

    public ImmutableArray<PodAtom> Atoms => atoms;

    /// <summary>The label sets that match.</summary>
    public List<LabelSet> Matching { get; } = [];

    public List<DomainCount> Counts { get; } = [];

    public List<OwnedTerm> Terms { get; } = [];

    public bool Matches(LabelSet set, Func<string, ImmutableSortedDictionary<string, string>> labelsOfNamespace)
    {
        foreach (var atom in atoms)
        {
            if (!atom.Matches(set.Namespace, set.Labels, labelsOfNamespace))
            {
                return false;
            }
        }

        return true;
    }
}
