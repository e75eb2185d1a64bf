using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling.Explaining;

namespace Orchestrator.Planning.Explaining;

/// <summary>That nodes have too little room for a pod, and how much would be enough.</summary>
internal static class ShortageCauses
{
    public static Cause Of(PendingExplanation why, ImmutableArray<ReasonCount> reasons)
    {
        if (why.NearMisses.IsEmpty)
        {
            var few = reasons.MaxBy(reason => reason.Count)!;
            return new Cause(
                "InsufficientResources",
                $"{few.Count} of {why.Nodes} nodes ({Spell.Names(few.Nodes, few.Count)}) have too little room, and more would not help: other pods keep it off them too",
                "add a node, or see its affinity, spread constraints and host ports");
        }

        var which = $"{why.Lacking} of {why.Nodes} nodes ({Names(why, reasons)})";
        return why.TooLarge.IsEmpty ? Lacks(which, why.NearMisses[0]) : TooLarge(which, why.TooLarge[0]);
    }

    private static Cause TooLarge(string which, Shortfall never) => never.Allocatable <= 0
        ? new Cause(
            "TooLarge",
            $"{which} have no {never.Resource} at all, and it asks for {Spell.Amount(never.Resource, never.Asked, up: true)}",
            $"add a node that has {never.Resource}, or do not ask for it (resources.requests)")
        : new Cause(
            "TooLarge",
            $"{which} are too small for it even when empty: it asks for {Spell.Amount(never.Resource, never.Asked, up: true)} {never.Resource}, and the most that one has is {Spell.Amount(never.Resource, never.Allocatable)}",
            $"ask for at most {Spell.Amount(never.Resource, never.Allocatable)} {never.Resource} (resources.requests), or add a larger node");

    private static Cause Lacks(string which, NearMiss nearest) => new(
        "InsufficientResources",
        $"{which} have too little room; the closest, {nearest.Node}, lacks {string.Join(" and ", nearest.Lacks.Select(Lack))}",
        $"enough would be: {string.Join(" and ", nearest.Lacks.Select(lack => $"{Spell.Amount(lack.Resource, lack.Asked - lack.Free, up: true)} {lack.Resource}"))} more free on {nearest.Node}, as much less requested by the pod, or another node");

    private static string Lack(Shortfall lack) =>
        $"{lack.Resource}: {Spell.Amount(lack.Resource, lack.Asked, up: true)} asked, {Spell.Amount(lack.Resource, Math.Max(0, lack.Free))} of {Spell.Amount(lack.Resource, lack.Allocatable)} free";

    // The closest first, and then others that say so.
    private static string Names(PendingExplanation why, ImmutableArray<ReasonCount> reasons) => why.Lacking <= why.NearMisses.Length
        ? Spell.Names([.. why.NearMisses.Select(miss => miss.Node).Order(StringComparer.Ordinal)], why.Lacking)
        : Spell.Names([.. reasons.SelectMany(reason => reason.Nodes).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], why.Lacking);
}
