using System.Collections.Immutable;
using System.Globalization;
using Orchestrator.Planning.Scheduling.Explaining;
using Orchestrator.Planning.Scheduling.Gangs;

namespace Orchestrator.Planning.Scheduling.Placing;

internal sealed partial class SchedulingRound
{
    // All members find a node, or as many as make the group useful, or what the others took is given back at once: so no group waits for another with its hands full.
    private void DecideTogether(Gang gang, IReadOnlyList<Waiting> members, PodDecision[] decisions)
    {
        var there = index.InGang(gang.Namespace, gang.Name) + gang.Succeeded;
        if (there + members.Count(member => index.Pod(member.Pod.Uid) is null) < gang.MinMember)
        {
            DeclineAll(members, decisions, string.Create(
                CultureInfo.InvariantCulture, $"gang {gang.Name} has {there + members.Count} of the {gang.MinMember} pods that it needs."));
            return;
        }

        var before = _journal.Position;
        var placed = there;
        PendingExplanation? why = null;
        foreach (var member in members)
        {
            var known = index.Pod(member.Pod.Uid) is not null;
            if (Place(member) is { } decision)
            {
                decisions[member.Position] = decision;
                placed += known ? 0 : 1;
            }
            else
            {
                why ??= TallyOf(member).Explanation();
                decisions[member.Position] = new PodDecision { Pod = member.Pod, Explanation = why };
            }
        }

        if (placed < gang.MinMember)
        {
            _journal.Undo(before);
            DeclineAll(members, decisions, string.Create(
                CultureInfo.InvariantCulture, $"gang {gang.Name}: {placed} of the {gang.MinMember} pods that it needs find a node, so none is placed; for the next:"), why);
        }
    }

    private void DeclineAll(IReadOnlyList<Waiting> members, PodDecision[] decisions, string sentence, PendingExplanation? why = null)
    {
        foreach (var member in members)
        {
            var known = index.Pod(member.Pod.Uid);
            decisions[member.Position] = new PodDecision
            {
                Pod = member.Pod,
                NodeName = known is null ? null : index.Nodes.Nodes[known.Slot]!.Name,
                Explanation = known is not null ? null : (why ?? new PendingExplanation { Nodes = index.Nodes.Count, Reasons = [] }) with { Gang = sentence },
            };
        }
    }

    // A group that has been incomplete for too long is of no use to anybody, and its room may be.
    private ImmutableArray<string> Release(SchedulingContext context) =>
    [
        .. context.Gangs
            .Where(gang => gang.IncompleteFor >= gang.Timeout && index.InGang(gang.Namespace, gang.Name) + gang.Succeeded < gang.MinMember)
            .SelectMany(gang => index.PodsInGang(gang.Namespace, gang.Name).Select(pod => pod.Pod.Uid).Order(StringComparer.Ordinal)),
    ];
}
