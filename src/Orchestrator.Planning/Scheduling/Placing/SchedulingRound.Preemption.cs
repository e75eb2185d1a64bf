using Orchestrator.Planning.Scheduling.Explaining;
using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Planning.Scheduling.Placing;

internal sealed partial class SchedulingRound
{
    private const string Never = "preemption: not eligible due to preemptionPolicy=Never.";
    private const string Going = "preemption: not eligible due to a terminating pod on the nominated node.";
    private const string NoVictims = "No preemption victims found for incoming pod";
    private const string NotHelpful = "Preemption is not helpful for scheduling";

    private PodDecision Displace(Waiting one, Tally tally)
    {
        var pod = one.Pod;
        var why = tally.Explanation();
        if (index.Nodes.Count == 0)
        {
            return new PodDecision { Pod = pod, Explanation = why };
        }

        if (pod.NeverPreempts)
        {
            return new PodDecision { Pod = pod, Explanation = why with { Preemption = Never } };
        }

        if (index.NominationOf(pod.Uid) is { } kept && IsClearing(one, kept))
        {
            return new PodDecision { Pod = pod, Explanation = why with { Preemption = Going }, NominatedNodeName = index.Nodes.Nodes[kept.Slot]!.Name };
        }

        var chance = StableHash.Mix(StableHash.Of(pod.Uid) ^ settings.Seed);
        if (_victims.Find(pod, one.Class, _budgets, chance) is not { } found)
        {
            // What was kept for it before is of no use to it any more.
            _journal.Forget(pod.Uid);
            return new PodDecision { Pod = pod, Explanation = why with { Preemption = NoHelp(tally) } };
        }

        foreach (var victim in found.Victims)
        {
            _budgets.Spend(victim);
            _journal.Terminate(victim);
        }

        // Pods that matter less have to look for room elsewhere again.
        foreach (var nomination in index.NominationsOn(found.Slot).Where(nomination => nomination.Pod.Priority < pod.Priority).ToList())
        {
            _journal.Forget(nomination.Pod.Uid);
        }

        _journal.Nominate(pod, one.Class, found.Slot);
        return new PodDecision
        {
            Pod = pod,
            Explanation = why,
            NominatedNodeName = index.Nodes.Nodes[found.Slot]!.Name,
            Victims = [.. found.Victims.Select(victim => victim.Pod.Uid)],
            Violating = [.. found.Violating.Select(victim => victim.Pod.Uid)],
        };
    }

    // Whoever has to go for it is still going: nobody else is disturbed meanwhile, unless the node would not take the pod even then.
    private bool IsClearing(Waiting one, Nomination kept) => _victims.MayHelp(one.Pod, one.Class, kept.Slot)
        && index.Nodes.Pods[kept.Slot].Exists(other => other.Pod.Terminating && other.Pod.Priority < one.Pod.Priority);

    private static string NoHelp(Tally tally)
    {
        ReasonCount[] reasons = [new(NoVictims, tally.Helpable, []), new(NotHelpful, tally.Nodes - tally.Helpable, [])];
        return $"preemption: {Sentence.Of(tally.Nodes, [.. reasons.Where(reason => reason.Count > 0)])}";
    }
}
