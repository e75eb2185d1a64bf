using System.Collections.Immutable;

namespace Orchestrator.Planning.Scheduling.Snapshot;

/// <summary>A namespace and labels, which pods of one template share, and all that selects them.</summary>
internal sealed class LabelSet(string ns, ImmutableSortedDictionary<string, string> labels)
{
    public string Namespace => ns;

    public ImmutableSortedDictionary<string, string> Labels => labels;

    /// <summary>Counts that pods with these labels are part of.</summary>
    public List<DomainCount> CountedIn { get; } = [];

    /// <summary>Terms of other pods that select pods with these labels.</summary>
    public List<OwnedTerm> SelectedBy { get; } = [];

    /// <summary>The classes that have these labels.</summary>
    public int Users { get; set; }

    /// <summary>The pods with these labels, as a chain.</summary>
    public PodEntry? First { get; private set; }

    public void Link(PodEntry pod)
    {
        pod.Next = First;
        pod.Previous = null;
        if (First is not null)
        {
            First.Previous = pod;
        }

        First = pod;
    }

    public void Unlink(PodEntry pod)
    {
        if (pod.Previous is null)
        {
            First = pod.Next;
        }
        else
        {
            pod.Previous.Next = pod.Next;
        }

        if (pod.Next is not null)
        {
            pod.Next.Previous = pod.Previous;
        }
    }
}
