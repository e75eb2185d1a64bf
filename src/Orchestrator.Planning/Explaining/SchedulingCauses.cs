using System.Collections.Immutable;
using Orchestrator.Planning.Pods;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Planning.Scheduling.Explaining;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Explaining;

/// <summary>Why a pod has no node, and what would be enough.</summary>
internal static class SchedulingCauses
{
    private const string TaintBeginning = "node(s) had untolerated taint ";
    private const string Short = "Insufficient";

    public static ImmutableArray<Cause> Of(PodSurroundings seen)
    {
        if (seen.Nodes is not { } nodes)
        {
            var condition = seen.Pod.Status.Conditions.FirstOrDefault(condition => condition is { Type: PodConditionType.PodScheduled, Status: not ConditionStatus.True });
            return [new Cause(PodReason.Unschedulable, condition?.Message is { Length: > 0 } said ? $"no node takes it: {Spell.Unstopped(said)}" : "no node has been found for it yet")];
        }

        if (nodes.IsEmpty)
        {
            return [new Cause("NoNodes", "the cluster has no nodes", "start one: orc silo --role worker, on a machine with a container engine")];
        }

        var demand = PodDemand.Of(seen.Pod);
        var views = nodes.OrderBy(node => node.Metadata.Name, StringComparer.Ordinal).Select(node => NodeRoom.View(node, seen.PodsOnNodes)).ToList();
        var refusals = views.Select(view => (View: view, Reasons: NodeFit.Check(demand, view))).ToList();
        if (refusals.FirstOrDefault(refusal => refusal.Reasons.IsEmpty) is { View: { } free })
        {
            return [new Cause("NotPlacedYet", $"node {free.Name} would take it, and it has not been placed yet", "wait a few seconds; if it stays so, see whether a control silo runs: orc doctor")];
        }

        var groups = refusals.GroupBy(refusal => KindOf(refusal.Reasons), refusal => refusal.View).OrderBy(group => Rank(group.Key));
        return [.. groups.Select(group => Explain(group.Key, [.. group], views.Count, seen.Pod, demand))];
    }

    // Several resources that are too little are one kind of obstacle.
    private static string KindOf(ImmutableArray<string> reasons) => reasons[0] == FitReason.Pods || reasons[0].StartsWith(Short, StringComparison.Ordinal) ? Short : reasons[0];

    // What is only short of room comes first: there, less would be enough.
    private static int Rank(string kind) => kind switch
    {
        Short => 0,
        FitReason.Ports => 1,
        FitReason.Unschedulable => 2,
        FitReason.NotReady => 3,
        _ when kind.StartsWith(TaintBeginning, StringComparison.Ordinal) => 4,
        _ => 5,
    };

    private static Cause Explain(string kind, IReadOnlyList<NodeView> nodes, int all, Pod pod, PodDemand demand)
    {
        var (which, first) = ($"{nodes.Count} of {all} nodes ({Spell.Names([.. nodes.Select(node => node.Name)])})", nodes[0].Name);
        return kind switch
        {
            Short => Shortage(which, nodes, demand),
            FitReason.Ports => new Cause("NodePorts", $"{which} have no free port for it: {Ports(demand)}", "leave hostPort out, choose another port, or add a node"),
            FitReason.Unschedulable => new Cause("NodesCordoned", $"{which} are cordoned", $"let them take pods again: orc node uncordon {first}"),
            FitReason.NotReady => new Cause("NodesNotReady", $"{which} are not ready", $"look at these machines: whether orc and the container engine run there (orc doctor, on {first})"),
            FitReason.Selector => new Cause("NodeSelector", $"{which} lack a label that nodeSelector asks for: {Labels(pod)}", $"label a node (kubectl label node {first} {Labels(pod)}), or change nodeSelector"),
            FitReason.MemoryPressure or FitReason.DiskPressure or FitReason.PidPressure => new Cause("NodePressure", $"{which} are short of something themselves: {Taint(kind)}", "free memory, disk or processes there; the pressure ends some minutes later"),
            _ => new Cause("UntoleratedTaint", $"{which} have the taint {Taint(kind)}, which the pod does not tolerate", "add a toleration to the pod, or take the taint off the nodes"),
        };
    }

    private static Cause Shortage(string which, IReadOnlyList<NodeView> nodes, PodDemand demand)
    {
        var misses = nodes.Select(node => new NearMiss(node.Name, NodeRoom.Lacks(demand, node))).OrderBy(miss => miss.Lacks.Sum(MissingShare)).ToList();
        var nearest = misses[0];
        var lacks = string.Join(" and ", nearest.Lacks.Select(Lack));
        var never = nearest.Lacks.FirstOrDefault(lack => misses.All(miss => miss.Lacks.Any(other => other.Resource == lack.Resource && other.Allocatable < lack.Asked)));
        return never is not null
            ? new Cause(
                "TooLarge",
                $"{which} are too small for it even when empty: it asks for {Spell.Amount(never.Resource, never.Asked, up: true)} {never.Resource}, and the most that one has is {Most(misses, never.Resource)}",
                $"ask for at most {Most(misses, never.Resource)} {never.Resource} (resources.requests), or add a larger node")
            : new Cause(
                "InsufficientResources",
                $"{which} have too little room; the closest, {nearest.Node}, lacks {lacks}",
                $"enough would be: {string.Join(" and ", nearest.Lacks.Select(lack => $"{Spell.Amount(lack.Resource, lack.Asked - lack.Free, up: true)} {lack.Resource}"))} more free on {nearest.Node}, as much less requested by the pod, or another node");
    }

    private static string Lack(Shortfall lack) =>
        $"{lack.Resource}: {Spell.Amount(lack.Resource, lack.Asked, up: true)} asked, {Spell.Amount(lack.Resource, Math.Max(0, lack.Free))} of {Spell.Amount(lack.Resource, lack.Allocatable)} free";

    private static double MissingShare(Shortfall lack) => (lack.Asked - lack.Free) / (double)Math.Max(1, lack.Asked);

    private static string Most(IEnumerable<NearMiss> misses, string resource) =>
        Spell.Amount(resource, misses.Max(miss => miss.Lacks.First(lack => lack.Resource == resource).Allocatable));

    private static string Ports(PodDemand demand) => string.Join(", ", demand.HostPorts.Select(port => $"{port.Port}/{port.Protocol}"));

    private static string Labels(Pod pod) => string.Join(' ', pod.Spec.NodeSelector.Select(label => $"{label.Key}={label.Value}"));

    private static string Taint(string kind) => kind.StartsWith(TaintBeginning, StringComparison.Ordinal) ? kind[TaintBeginning.Length..] : kind;
}
