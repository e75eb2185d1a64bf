using Orchestrator.Grains.Nodes;
using Orchestrator.Planning.Scheduling.Gangs;
using Orchestrator.Simulations.Kernel;

namespace Orchestrator.Simulations.Checks;

/// <summary>How many pods of each group were on nodes, or had done their work, and since when.</summary>
internal sealed class GroupHistory(Simulation simulation)
{
    // A group that was whole for so long was seen so.
    private static readonly TimeSpan Whole = TimeSpan.FromSeconds(60);

    // The scheduler counts who is on the way, and tells pods to leave before that is stored of them.
    private static readonly TimeSpan Earlier = TimeSpan.FromSeconds(40);

    // Who gives room back together is told one after the other.
    private static readonly TimeSpan Together = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, List<(long At, int Count)>> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _givenBackAt = new(StringComparer.Ordinal);

    /// <summary>The groups of which a node has pods.</summary>
    public static IEnumerable<GangMembership> GroupsOf(NodeState? node) => node?.Bindings.Select(binding => binding.Pod.Gang).OfType<GangMembership>().Distinct() ?? [];

    /// <summary>Something has changed for groups.</summary>
    public void Note(IEnumerable<GangMembership> groups, Func<string, int> count)
    {
        foreach (var group in groups.Select(group => group.Name).Distinct(StringComparer.Ordinal))
        {
            var counts = CountsOf(group);
            var now = count(group);
            if (counts is not [.., var last] || last.Count != now)
            {
                counts.Add((simulation.Time.Now, now));
            }
        }
    }

    /// <summary>A pod gives its group's room back: why it is too soon for that; null where it is not.</summary>
    public string? WhyTooSoon(GangMembership group)
    {
        var now = simulation.Time.Now;
        var held = TimeSpan.FromTicks(now - IncompleteSince(CountsOf(group.Name), group.MinMember, now));
        if (held + Earlier >= TimeSpan.FromSeconds(group.TimeoutSeconds))
        {
            _givenBackAt[group.Name] = now;
            return null;
        }

        return _givenBackAt.TryGetValue(group.Name, out var at) && now - at < Together.Ticks
            ? null
            : $"whose group has been incomplete for {held.TotalSeconds:0} s and has {group.TimeoutSeconds} s";
    }

    // Since it had nobody on nodes, or was whole.
    private static long IncompleteSince(List<(long At, int Count)> counts, int needed, long now)
    {
        var until = now;
        for (var i = counts.Count - 1; i >= 0; i--)
        {
            var (at, count) = counts[i];
            if (count == 0 || (count >= needed && until - at >= Whole.Ticks))
            {
                return until;
            }

            until = at;
        }

        return until;
    }

    private List<(long At, int Count)> CountsOf(string group)
    {
        if (!_counts.TryGetValue(group, out var counts))
        {
            _counts[group] = counts = [];
        }

        return counts;
    }
}
