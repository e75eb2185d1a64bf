using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Planning.Scheduling.Gangs;
using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Grains.Scheduling;

/// <summary>The groups of pods that are placed all or none, as their pods describe them.</summary>
internal sealed class GangBook(TimeProvider clock)
{
    private static readonly Comparer<(string Namespace, string Name)> ByName = Comparer<(string Namespace, string Name)>.Create((left, right) =>
        string.CompareOrdinal(left.Namespace, right.Namespace) is var order and not 0 ? order : string.CompareOrdinal(left.Name, right.Name));

    private readonly SortedDictionary<(string Namespace, string Name), Group> _groups = new(ByName);

    /// <summary>Whether a group was seen to be incomplete and has not been seen otherwise since.</summary>
    public bool MissesSomebody { get; private set; }

    /// <summary>A pod says what group it is of.</summary>
    public void Note(PodDemand pod)
    {
        if (pod.Gang is { } said)
        {
            if (!_groups.TryGetValue((pod.Namespace, said.Name), out var group))
            {
                _groups.Add((pod.Namespace, said.Name), group = new Group());
            }

            group.Said[pod.Uid] = said;
        }
    }

    /// <summary>
    /// The groups for a look at the cluster. One is incomplete as long as some of its pods are on nodes, too few, and others want to be: where nobody is missing, its work ends one
    /// pod after the other.
    /// </summary>
    /// <param name="cluster">Where the pods are.</param>
    /// <param name="succeeded">What groups have done already.</param>
    /// <param name="pending">The pods without a node.</param>
    public ImmutableArray<Gang> Read(Cluster cluster, IEnumerable<GangSuccess> succeeded, IEnumerable<PodDemand> pending)
    {
        if (_groups.Count == 0)
        {
            MissesSomebody = false;
            return [];
        }

        var done = succeeded.GroupBy(gang => (gang.Namespace, gang.Name)).ToDictionary(gang => gang.Key, gang => gang.Sum(one => one.Pods));
        var waiting = pending.Where(pod => pod.Gang is not null).ToDictionary(pod => pod.Uid, pod => (pod.Namespace, pod.Gang!.Name), StringComparer.Ordinal);
        var missed = waiting.Values.ToHashSet();
        var gangs = ImmutableArray.CreateBuilder<Gang>();
        MissesSomebody = false;
        foreach (var (key, group) in _groups.ToList())
        {
            foreach (var uid in group.Said.Keys.Where(uid => cluster.Find(uid)?.Gang != key.Name && !waiting.ContainsKey(uid)).ToList())
            {
                group.Said.Remove(uid);
            }

            if (group.Said.Count == 0)
            {
                _groups.Remove(key);
                continue;
            }

            var (said, over, there) = (group.Largest(), done.GetValueOrDefault(key), cluster.InGang(key.Namespace, key.Name));
            var since = Look(group, there, isShort: there > 0 && there + over < said.MinMember && missed.Contains(key));
            gangs.Add(new Gang
            {
                Namespace = key.Namespace,
                Name = key.Name,
                MinMember = said.MinMember,
                Succeeded = over,
                IncompleteFor = since is { } stamp ? clock.GetElapsedTime(stamp) : null,
                Timeout = TimeSpan.FromSeconds(said.TimeoutSeconds),
            });
        }

        return gangs.ToImmutable();
    }

    // By the steady clock: nobody has waited for longer because somebody has set the other one.
    private long? Look(Group group, int there, bool isShort)
    {
        if (there == 0)
        {
            group.Short = null;
        }
        else if (isShort)
        {
            // Only when what was proposed counts as taken no longer it is certain that a member which was placed is there, and has not been refused.
            group.Short = group.Short is { } before && (before.OverAt is not { } at || clock.GetElapsedTime(at) <= ClusterView.AssumedFor) ? (before.Since, null) : (clock.GetTimestamp(), null);
        }
        else if (group.Short is { OverAt: null } before)
        {
            group.Short = (before.Since, clock.GetTimestamp());
        }

        MissesSomebody |= isShort;
        return isShort ? group.Short?.Since : null;
    }

    private sealed class Group
    {
        /// <summary>What the pods say that wait or are on nodes, by uid. Who is gone has no say in what others are to be.</summary>
        public Dictionary<string, GangMembership> Said { get; } = new(StringComparer.Ordinal);

        /// <summary>Since when too few are on nodes, and since when not any more, by the steady clock.</summary>
        public (long Since, long? OverAt)? Short { get; set; }

        // Where pods of one group disagree the larger group counts: too few are worse than too late.
        public GangMembership Largest() => Said.Values.MaxBy(said => (said.MinMember, said.TimeoutSeconds))!;
    }
}
