using System.Collections.Immutable;
using Orchestrator.Planning.Pods;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Planning.Scheduling.Explaining;
using Orchestrator.Planning.Scheduling.Placing;
using Orchestrator.Planning.Scheduling.Scores;
using Orchestrator.Planning.Scheduling.Snapshot;
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

        if (seen.Pod.Status.NominatedNodeName is { Length: > 0 } nominated)
        {
            return [new Cause("RoomIsMade", $"pods that matter less leave node {nominated} for it", "wait until they have ended: each has its terminationGracePeriodSeconds")];
        }

        var demand = PodDemand.Of(seen.Pod);
        var cluster = NodeRoom.ClusterOf(nodes, seen.PodsOnNodes, seen.Namespaces);
        var scheduler = new Scheduler(cluster, new SchedulingSettings());
        var pod = ClusterPod.Of(demand);
        if (scheduler.Plan([pod with { NeverPreempts = true }], new SchedulingContext()).Decisions[0].NodeName is { } free)
        {
            return [demand.Gang is { } gang ? GroupCauses.Of(seen, gang, cluster) : NotYet(free)];
        }

        var why = scheduler.Explain(pod);
        var kinds = why.Reasons.GroupBy(reason => KindOf(reason.Reason)).OrderBy(group => Rank(group.Key));
        return [.. kinds.Select(group => group.Key == Short ? ShortageCauses.Of(why, [.. group]) : Explain(group.First(), why.Nodes, seen.Pod, demand))];
    }

    private static Cause NotYet(string node) =>
        new("NotPlacedYet", $"node {node} would take it, and it has not been placed yet", "wait a few seconds; if it stays so, see whether a control silo runs: orc doctor");

    // Several resources that are too little are one kind of obstacle.
    private static string KindOf(string reason) => reason == FitReason.Pods || reason.StartsWith(Short, StringComparison.Ordinal) ? Short : reason;

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

    private static Cause Explain(ReasonCount reason, int all, Pod pod, PodDemand demand)
    {
        var (which, first) = ($"{reason.Count} of {all} nodes ({Spell.Names(reason.Nodes, reason.Count)})", reason.Nodes[0]);
        return reason.Reason switch
        {
            FitReason.Ports => new Cause("NodePorts", $"{which} have no free port for it: {Ports(demand)}", "leave hostPort out, choose another port, or add a node"),
            FitReason.Unschedulable => new Cause("NodesCordoned", $"{which} are cordoned", $"let them take pods again: orc node uncordon {first}"),
            FitReason.NotReady => new Cause("NodesNotReady", $"{which} are not ready", $"look at these machines: whether orc and the container engine run there (orc doctor, on {first})"),
            FitReason.Selector => Selector(which, first, pod),
            FitReason.Near or FitReason.Away or FitReason.Refused or FitReason.Spread or FitReason.SpreadKey => NeighbourCauses.Of(reason.Reason, which, first, pod),
            _ when reason.Reason.StartsWith(TaintBeginning, StringComparison.Ordinal) => Tainted(which, reason.Reason[TaintBeginning.Length..]),
            _ => new Cause("NotSuitable", $"{which} do not take it: {reason.Reason}"),
        };
    }

    private static Cause Selector(string which, string first, Pod pod) => pod.Spec.Affinity?.NodeAffinity?.Required is null
        ? new Cause("NodeSelector", $"{which} lack a label that nodeSelector asks for: {Labels(pod)}", $"label a node (kubectl label node {first} {Labels(pod)}), or change nodeSelector")
        : new Cause("NodeAffinity", $"{which} are not as nodeSelector and required node affinity ask", "label a node so that it is, or ask for less under spec.affinity.nodeAffinity");

    private static Cause Tainted(string which, string taint) => taint is "{node.kubernetes.io/memory-pressure: }" or "{node.kubernetes.io/disk-pressure: }" or "{node.kubernetes.io/pid-pressure: }"
        ? new Cause("NodePressure", $"{which} are short of something themselves: {taint}", "free memory, disk or processes there; the pressure ends some minutes later")
        : new Cause("UntoleratedTaint", $"{which} have the taint {taint}, which the pod does not tolerate", "add a toleration to the pod, or take the taint off the nodes");

    private static string Ports(PodDemand demand) => string.Join(", ", demand.HostPorts.Select(port => $"{port.Port}/{port.Protocol}"));

    private static string Labels(Pod pod) => string.Join(' ', pod.Spec.NodeSelector.Select(label => $"{label.Key}={label.Value}"));
}
