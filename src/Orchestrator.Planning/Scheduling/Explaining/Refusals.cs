using Orchestrator.Planning.Scheduling.Filters;
using Orchestrator.Planning.Scheduling.Snapshot;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Scheduling.Explaining;

/// <summary>
/// Why a node does not take a pod, in the order in which Kubernetes asks: the first kind of obstacle answers, and of resources all that are too little.
/// </summary>
internal static class Refusals
{
    /// <summary>Adds the reasons; none where the node takes the pod.</summary>
    public static void Add(ClusterIndex index, PodClass pod, int slot, List<Refusal> refusals)
    {
        var node = index.Nodes.Nodes[slot]!;
        var reason = pod.Rules.Reason(node, slot);
        if (reason is not null and not FitReason.Volume)
        {
            refusals.Add(new Refusal(reason, Helpable: false));
        }
        else if (!PodFit.HasPorts(index.Nodes, pod, slot))
        {
            refusals.Add(new Refusal(FitReason.Ports, Helpable: true));
        }
        else if (!PodFit.HasRoom(index.Nodes, pod, slot))
        {
            AddShortages(index.Nodes, pod, slot, refusals);
        }
        else if ((reason is null ? Others(index, pod, slot) : new Refusal(reason, Helpable: false)) is { } last)
        {
            refusals.Add(last);
        }
    }

    private static Refusal? Others(ClusterIndex index, PodClass pod, int slot)
    {
        foreach (var rule in pod.HardSpread)
        {
            if (!rule.Allows(slot))
            {
                return rule.HasKey(slot) ? new Refusal(FitReason.Spread, Helpable: true) : new Refusal(FitReason.SpreadKey, Helpable: false);
            }
        }

        if (!PodFit.IsNear(pod, slot))
        {
            return new Refusal(FitReason.Near, Helpable: false);
        }

        if (!PodFit.IsAway(pod, slot))
        {
            return new Refusal(FitReason.Away, Helpable: true);
        }

        if (!PodFit.IsWelcome(pod, slot))
        {
            return new Refusal(FitReason.Refused, Helpable: true);
        }

        return DeviceFit.Lacking(index, pod, slot) is { } devices ? new Refusal(FitReason.Insufficient(devices.Resource), Helpable: true) : null;
    }

    // Evicting pods helps as long as the whole node would be enough.
    private static void AddShortages(NodeTable nodes, PodClass pod, int slot, List<Refusal> refusals)
    {
        foreach (var ask in pod.Asks)
        {
            if (nodes.Free[ask.Resource][slot] < ask.Amount)
            {
                var reason = ask.Name == ResourceName.Pods ? FitReason.Pods : FitReason.Insufficient(ask.Name);
                refusals.Add(new Refusal(reason, nodes.Most[ask.Resource][slot] >= ask.Amount));
            }
        }

        foreach (var (name, _) in pod.Unoffered)
        {
            refusals.Add(new Refusal(FitReason.Insufficient(name), Helpable: false));
        }
    }
}
