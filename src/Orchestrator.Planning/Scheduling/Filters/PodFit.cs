using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Planning.Scheduling.Filters;

/// <summary>Whether a node takes a pod as far as other pods have a say: what they left, their ports, where they are.</summary>
internal static class PodFit
{
    /// <summary>All of it.</summary>
    public static bool Fits(ClusterIndex index, PodClass pod, int slot) => HasRoom(index.Nodes, pod, slot) && Agrees(index, pod, slot);

    /// <summary>All of it but the resources.</summary>
    public static bool Agrees(ClusterIndex index, PodClass pod, int slot) =>
        HasPorts(index.Nodes, pod, slot) && IsSpread(pod, slot) && IsNear(pod, slot) && IsAway(pod, slot) && IsWelcome(pod, slot)
        && DeviceFit.Fits(index, pod, slot);

    /// <summary>Whether anything but resources has a say at all.</summary>
    public static bool NeedsAgreement(ClusterIndex index, PodClass pod)
    {
        if (!pod.IsPlain || index.MayLackDevices(pod))
        {
            return true;
        }

        foreach (var term in pod.Labels.SelectedBy)
        {
            if (term.Refusing > 0)
            {
                return true;
            }
        }

        return false;
    }

    public static bool HasRoom(NodeTable nodes, PodClass pod, int slot)
    {
        foreach (var ask in pod.Asks)
        {
            if (nodes.Free[ask.Resource][slot] < ask.Amount)
            {
                return false;
            }
        }

        return pod.Unoffered.Count == 0;
    }

    public static bool HasPorts(NodeTable nodes, PodClass pod, int slot)
    {
        if (pod.Profile.HostPorts.IsEmpty)
        {
            return true;
        }

        foreach (var other in nodes.Pods[slot])
        {
            foreach (var taken in other.Class.Profile.HostPorts)
            {
                foreach (var wanted in pod.Profile.HostPorts)
                {
                    if (wanted.Collides(taken))
                    {
                        return false;
                    }
                }
            }
        }

        return true;
    }

    public static bool IsSpread(PodClass pod, int slot)
    {
        foreach (var rule in pod.HardSpread)
        {
            if (!rule.Allows(slot))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Required affinity. The first of pods that are to be near each other goes anywhere that has the keys.</summary>
    public static bool IsNear(PodClass pod, int slot)
    {
        var all = true;
        foreach (var count in pod.Near)
        {
            if (count.Column.Of[slot] < 0)
            {
                return false;
            }

            all &= count.At(slot) > 0;
        }

        return all || (Array.TrueForAll(pod.Near, count => count.Total == 0) && pod.NearItself());
    }

    public static bool IsAway(PodClass pod, int slot)
    {
        foreach (var count in pod.Away)
        {
            if (count.At(slot) > 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether no pod that is there must be away from such pods.</summary>
    public static bool IsWelcome(PodClass pod, int slot)
    {
        foreach (var term in pod.Labels.SelectedBy)
        {
            if (term.Refuses(slot))
            {
                return false;
            }
        }

        return true;
    }
}
