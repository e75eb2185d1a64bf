using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Planning.Scheduling.Gangs;
using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Grains.Scheduling;

/// <summary>The groups of pods that are placed all or none, as their pods describe them.</summary>
internal sealed class GangBook(TimeProvider clock)
{
    private readonly SortedDictionary<(string Namespace, string Name), (GangMembership Said, DateTimeOffset? IncompleteSince)> _gangs = [];

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
    /// <param name="pending">The pods without a node.</param>
    public ImmutableArray<Gang> Read(Cluster cluster, IEnumerable<PodDemand> pending)
    {
        var waiting = pending.Where(pod => pod.Gang is not null).Select(pod => (pod.Namespace, pod.Gang!.Name)).ToHashSet();
        var gangs = ImmutableArray.CreateBuilder<Gang>();
        foreach (var (key, (said, since)) in _gangs.ToList())
        {
            var there = cluster.InGang(key.Namespace, key.Name);
            if (there == 0 && !waiting.Contains(key))
            {
                _gangs.Remove(key);
                continue;
            }

            var incomplete = there > 0 && there < said.MinMember && waiting.Contains(key) ? since ?? clock.GetUtcNow() : (DateTimeOffset?)null;
            _gangs[key] = (said, incomplete);
            gangs.Add(new Gang
            {
                Namespace = key.Namespace,
                Name = key.Name,
                MinMember = said.MinMember,
                IncompleteSince = incomplete,
                Timeout = TimeSpan.FromSeconds(said.TimeoutSeconds),
            });
        }

        return gangs.ToImmutable();
    }
}
