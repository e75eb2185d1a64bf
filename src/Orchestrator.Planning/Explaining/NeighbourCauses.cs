using Orchestrator.Planning.Scheduling;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Explaining;

/// <summary>That other pods keep a pod off nodes, or are missed there.</summary>
internal static class NeighbourCauses
{
    public static Cause Of(string reason, string which, string first, Pod pod) => reason switch
    {
        FitReason.Near => new Cause(
            "PodAffinity",
            $"{which} are not near a pod that it must be near (spec.affinity.podAffinity, by {Keys(pod.Spec.Affinity?.PodAffinity?.Required.Select(term => term.TopologyKey))})",
            "start such a pod first, label nodes by the topology key, or make the rule a preferred one"),
        FitReason.Away => new Cause(
            "PodAntiAffinity",
            $"{which} are near a pod that it must be away from (spec.affinity.podAntiAffinity, by {Keys(pod.Spec.Affinity?.PodAntiAffinity?.Required.Select(term => term.TopologyKey))})",
            "add a node away from those pods, run fewer of them, or make the rule a preferred one"),
        FitReason.Refused => new Cause(
            "PodAntiAffinityOfOthers",
            $"{which} are near a pod whose own anti-affinity keeps such pods away",
            "add a node away from that pod, or change the labels by which that pod selects this one"),
        FitReason.SpreadKey => new Cause(
            "SpreadLabel",
            $"{which} lack a label by which it is spread: {Keys(Hard(pod))}",
            $"label the nodes, such as: kubectl label node {first} {Hard(pod).First()}=..."),
        _ => new Cause(
            "TopologySpread",
            $"{which} would have too many of the pods that are spread, by {string.Join(", ", pod.Spec.TopologySpreadConstraints.Where(IsHard).Select(one => $"{one.TopologyKey} at most {one.MaxSkew} more than the fewest"))}",
            "make room where the fewest of them are, raise maxSkew, or set whenUnsatisfiable to ScheduleAnyway"),
    };

    private static IEnumerable<string> Hard(Pod pod) => pod.Spec.TopologySpreadConstraints.Where(IsHard).Select(one => one.TopologyKey);

    private static bool IsHard(TopologySpreadConstraint constraint) => constraint.WhenUnsatisfiable == SpreadPolicy.DoNotSchedule;

    private static string Keys(IEnumerable<string>? keys) => string.Join(", ", (keys ?? []).Distinct(StringComparer.Ordinal));
}
