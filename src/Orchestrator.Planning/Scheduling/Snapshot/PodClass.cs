using Orchestrator.Planning.Scheduling.Filters;
using Orchestrator.Planning.Scheduling.Scores;

namespace Orchestrator.Planning.Scheduling.Snapshot;

/// <summary>A profile, made ready for a cluster: names are numbers, and what it asks of other pods is bound to the counts that answer it.</summary>
internal sealed class PodClass
{
    public required string Text { get; init; }

    public required PodProfile Profile { get; init; }

    public required LabelSet Labels { get; init; }

    /// <summary>What it takes, by resource; the number of pods is always among it.</summary>
    public required List<ResourceAsk> Asks { get; init; }

    /// <summary>What it takes of resources that no node has ever had.</summary>
    public required List<(string Name, long Amount)> Unoffered { get; init; }

    /// <summary>What it asks of the node alone.</summary>
    public required NodeRules Rules { get; init; }

    /// <summary>The nodes for which those rules hold.</summary>
    public required NodeSet Nodes { get; init; }

    /// <summary>Pods that it must be near; each pod counted matches all of the terms.</summary>
    public required DomainCount[] Near { get; init; }

    /// <summary>Whether it is itself such a pod, so that the first of its kind may be placed.</summary>
    public required Func<bool> NearItself { get; init; }

    /// <summary>Pods that it must be away from.</summary>
    public required DomainCount[] Away { get; init; }

    /// <summary>The same terms, as others ask for them.</summary>
    public required OwnedTerm[] Refuses { get; init; }

    public required SpreadRule[] HardSpread { get; init; }

    public required SpreadRule[] SoftSpread { get; init; }

    /// <summary>Pods that it would rather be near, or away from.</summary>
    public required (DomainCount Count, long Weight)[] Likes { get; init; }

    /// <summary>What it weighs for pods that its terms select: preferences, and its required affinity by the weight that Kubernetes gives it.</summary>
    public required (OwnedTerm Term, long Weight)[] Weighs { get; init; }

    public required NodePreference[] NodePreferences { get; init; }

    /// <summary>Pods on nodes that are of this class.</summary>
    public int Pods { get; set; }

    /// <summary>Whether it takes something that only some nodes have, which may be devices.</summary>
    public required bool AsksExtended { get; init; }

    /// <summary>Whether the node and what is left of it are all that decides, as far as the pod's own wishes go.</summary>
    public bool IsPlain => Profile.HostPorts.IsEmpty && Near.Length == 0 && Away.Length == 0 && HardSpread.Length == 0;

    /// <summary>Whether one more pod on a node changes nothing for others of the class but what is left of that node.</summary>
    public bool IsIndependent => IsPlain && SoftSpread.Length == 0 && Likes.Length == 0 && Labels.SelectedBy.TrueForAll(term => term.Refusing == 0 && term.Weighing == 0)
        && Refuses.Length == 0 && Weighs.Length == 0;

    public IEnumerable<DomainCount> Counts() =>
        [.. Near, .. Away, .. HardSpread.Select(rule => rule.Count), .. SoftSpread.Select(rule => rule.Count), .. Likes.Select(like => like.Count)];

    public IEnumerable<OwnedTerm> Terms() => [.. Refuses, .. Weighs.Select(weighed => weighed.Term)];
}
