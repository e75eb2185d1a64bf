using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling.Devices;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Scheduling.Snapshot;

internal sealed partial class ClusterIndex
{
    private int _deviceNodes;

    /// <summary>Whether amounts alone do not say if a node has room for such pods, because there are devices among what they ask for.</summary>
    public bool MayLackDevices(PodClass pod) => _deviceNodes > 0 && pod.AsksExtended;

    /// <summary>A new node, or what has become of a known one. What pods and rules see of it is looked at again only where that changed.</summary>
    public void SetNode(ClusterNode node)
    {
        var slot = Nodes.SlotOf(node.Name);
        if (slot < 0)
        {
            var capacity = Nodes.Capacity;
            slot = Nodes.Claim(node.Name);
            if (Nodes.Capacity != capacity)
            {
                Grow();
            }

            Show(slot, node);
        }
        else if (!LooksAlike(Nodes.Nodes[slot]!, node))
        {
            Hide(slot);
            Show(slot, node);
        }

        _deviceNodes += (node.Devices is null ? 0 : 1) - (Nodes.Nodes[slot]?.Devices is null ? 0 : 1);
        Nodes.Nodes[slot] = node;
        Offer(slot, node);
        Changes.Add(slot);
    }

    /// <summary>
    /// A node's devices are offered as if only those pods had some of them that are on it now; false where it has none. <see cref="OfferAsTold"/> undoes it.
    /// </summary>
    public bool OfferDevicesLeft(int slot)
    {
        if (Nodes.Nodes[slot]?.Devices is not { } stock)
        {
            return false;
        }

        foreach (var (name, amount) in NodeDevices.Requestable(stock.Offers, LeasesOn(slot, stock)))
        {
            if (Nodes.ResourceOf(name) is var resource and >= 0)
            {
                Nodes.Offer(slot, resource, Amount.Offered(amount), Nodes.Most[resource][slot]);
            }
        }

        return true;
    }

    /// <summary>A node offers what it said.</summary>
    public void OfferAsTold(int slot) => Offer(slot, Nodes.Nodes[slot]!);

    /// <summary>What pods have of a node's devices. Whoever has been taken from the node, if only in thought, has nothing of it any more.</summary>
    public ImmutableArray<DeviceLease> LeasesOn(int slot, DeviceStock stock) => stock.Leases.RemoveAll(lease => Pod(lease.PodUid)?.Slot != slot);

    /// <summary>Forgets a node and the pods on it.</summary>
    public void RemoveNode(int slot)
    {
        foreach (var pod in Nodes.Pods[slot].ToList())
        {
            Remove(pod);
        }

        // Whoever was to have room here looks for it elsewhere.
        foreach (var nomination in NominationsOn(slot).ToList())
        {
            Forget(nomination.Pod.Uid);
        }

        Hide(slot);
        foreach (var column in _columns.Values)
        {
            column.Update(slot, null);
        }

        foreach (var set in _sets.Values)
        {
            set.Update(slot, null);
        }

        _deviceNodes -= Nodes.Nodes[slot]!.Devices is null ? 0 : 1;
        Nodes.Release(slot);
        Changes.Break();
    }

    private static bool LooksAlike(ClusterNode left, ClusterNode right) =>
        left.Unschedulable == right.Unschedulable && left.Unready == right.Unready
        && (left.Labels == right.Labels || left.Labels.SequenceEqual(right.Labels))
        && (left.Images == right.Images || left.Images.SequenceEqual(right.Images))
        && left.Taints.AsSpan().SequenceEqual(right.Taints.AsSpan());

    // What the node and its pods count for, with the labels that it had.
    private void Hide(int slot)
    {
        foreach (var pod in Nodes.Pods[slot])
        {
            Count(pod, -1);
        }

        foreach (var count in _counts.Values)
        {
            count.AddNode(slot, -1);
        }

        foreach (var name in Nodes.Nodes[slot]!.Images.Keys)
        {
            RemoveImage(slot, name);
        }

        DislikedNodes -= IsDisliked(Nodes.Nodes[slot]!) ? 1 : 0;
    }

    private void AddImage(int slot, string name, long bytes)
    {
        if (!_images.TryGetValue(name, out var image))
        {
            image = new ImageSet(Nodes.Capacity);
            _images.Add(name, image);
        }

        image.Add(slot, bytes);
    }

    private void RemoveImage(int slot, string name)
    {
        _images[name].Remove(slot);
        if (_images[name].Nodes == 0)
        {
            _images.Remove(name);
        }
    }

    private void Show(int slot, ClusterNode node)
    {
        foreach (var column in _columns.Values)
        {
            column.Update(slot, node);
        }

        foreach (var set in _sets.Values)
        {
            set.Update(slot, node);
        }

        foreach (var (name, bytes) in node.Images)
        {
            AddImage(slot, name, bytes);
        }

        foreach (var count in _counts.Values)
        {
            count.AddNode(slot, 1);
        }

        foreach (var pod in Nodes.Pods[slot])
        {
            Count(pod, 1);
        }

        DislikedNodes += IsDisliked(node) ? 1 : 0;
        Changes.Break();
    }

    private static bool IsDisliked(ClusterNode node) => node.Taints.Any(taint => taint.Effect == TaintEffect.PreferNoSchedule);

    private void Offer(int slot, ClusterNode node)
    {
        foreach (var name in node.Allocatable.Keys)
        {
            if (Nodes.ResourceOf(name) < 0)
            {
                MeetResource(name);
            }
        }

        for (var resource = 0; resource < Nodes.Resources; resource++)
        {
            Nodes.Offer(slot, resource, 0, 0);
        }

        // A node that does not say how much disk space it has takes any request.
        Nodes.Offer(slot, NodeTable.Disk, Amount.Offered(long.MaxValue), Amount.Offered(long.MaxValue));
        var devices = NodeDevices.Requestable(node.Devices?.Offers ?? [], []);
        foreach (var (name, amount) in node.Allocatable)
        {
            Nodes.Offer(slot, Nodes.ResourceOf(name), Amount.Offered(amount), Amount.Offered(devices.GetValueOrDefault(name, amount)));
        }
    }

    // Classes that asked for it before there was any now ask for it by number, and their pods take it.
    private void MeetResource(string name)
    {
        var resource = Nodes.AddResource(name);
        foreach (var podClass in _classes.Values)
        {
            var index = podClass.Unoffered.FindIndex(ask => ask.Name == name);
            if (index >= 0)
            {
                podClass.Asks.Add(new ResourceAsk(resource, podClass.Unoffered[index].Amount, name));
                podClass.Unoffered.RemoveAt(index);
            }
        }

        foreach (var entry in _pods.Values)
        {
            foreach (var ask in entry.Class.Asks.Where(ask => ask.Resource == resource))
            {
                Nodes.Free[resource][entry.Slot] -= ask.Amount;
            }
        }
    }

    private void Grow()
    {
        foreach (var column in _columns.Values)
        {
            column.Grow(Nodes.Capacity);
        }

        foreach (var set in _sets.Values)
        {
            set.Grow(Nodes.Capacity);
        }

        foreach (var image in _images.Values)
        {
            image.Grow(Nodes.Capacity);
        }
    }
}
