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

    private readonly SortedDictionary<(string Namespace, string Name), (GangMembership Said, DateTimeOffset? IncompleteSince)> _gangs = new(ByName);

    /// <summary>A pod says what group it is of. Where pods of one group disagree, the larger group counts: too few are worse than too late.</summary>
    public void Note(PodDemand pod)
    {
        if (pod.Gang is not { } said)
        {
            return;
        }

        var key = (pod.Namespace, said.Name);
        var known = _gangs.TryGetValue(key, out var before);
        _gangs[key] = known && before.Said.MinMember >= said.MinMember ? before : (said, before.IncompleteSince);
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
        var done = succeeded.GroupBy(gang => (gang.Namespace, gang.Name)).ToDictionary(gang => gang.Key, gang => gang.Sum(one => one.Pods));
        var waiting = pending.Where(pod => pod.Gang is not null).Select(pod => (pod.Namespace, pod.Gang!.Name)).ToHashSet();
        var gangs = ImmutableArray.CreateBuilder<Gang>();
        foreach (var (key, (said, before)) in _gangs.ToList())
        {
            var there = cluster.InGang(key.Namespace, key.Name);
            if (there == 0 && !waiting.Contains(key))
            {
                _gangs.Remove(key);
                continue;
            }

            var over = done.GetValueOrDefault(key);
            var few = there > 0 && there + over < said.MinMember;
            var since = !few ? null : waiting.Contains(key) ? before ?? clock.GetUtcNow() : before;
            _gangs[key] = (said, since);
            gangs.Add(new Gang
            {
                Namespace = key.Namespace,
                Name = key.Name,
                MinMember = said.MinMember,
                Succeeded = over,
                IncompleteSince = waiting.Contains(key) ? since : null,
                Timeout = TimeSpan.FromSeconds(said.TimeoutSeconds),
            });
        }

        return gangs.ToImmutable();
    }
}
