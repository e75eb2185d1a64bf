using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling.Placing;
using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Planning.Scheduling.Gangs;

/// <summary>The groups of a batch, with the members that have no node yet. A pod whose group is not known is placed on its own.</summary>
internal sealed class GangQueue
{
    private readonly Dictionary<(string, string), Gang> _gangs = [];
    private readonly Dictionary<Gang, List<Waiting>> _members = new(ReferenceEqualityComparer.Instance);

    public GangQueue(IEnumerable<Waiting> waiting, ImmutableArray<Gang> gangs)
    {
        if (gangs.IsEmpty)
        {
            return;
        }

        foreach (var gang in gangs)
        {
            _gangs[(gang.Namespace, gang.Name)] = gang;
        }

        foreach (var one in waiting)
        {
            if (Of(one.Pod) is { } gang)
            {
                if (!_members.TryGetValue(gang, out var members))
                {
                    members = [];
                    _members.Add(gang, members);
                }

                members.Add(one);
            }
        }
    }

    public Gang? Of(ClusterPod pod) => pod.Gang is { } name ? _gangs.GetValueOrDefault((pod.Profile.Namespace, name)) : null;

    public IReadOnlyList<Waiting> Members(Gang gang) => _members[gang];
}
