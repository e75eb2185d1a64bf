using Orchestrator.Planning.Scheduling.Filters;
using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Planning.Scheduling.Preemption;

/// <summary>A node without some of its pods, with all that pods mean to each other: they are taken out of the cluster, and put back.</summary>
internal sealed class ClusterTrial(ClusterIndex index) : ITrial
{
    private readonly List<PodEntry> _out = [];
    private readonly List<PodEntry> _in = [];
    private PodClass? _class;
    private int _slot;
    private bool _isReoffered;

    public void Begin(PodClass podClass, int slot) => (_class, _slot, _isReoffered) = (podClass, slot, false);

    public void Remove(PodEntry pod)
    {
        index.Remove(pod);
        _out.Add(pod);
    }

    public void Restore(PodEntry pod)
    {
        index.Restore(pod);
        _out.Remove(pod);
    }

    public void Add(Nomination nomination) => _in.Add(index.Add(nomination.Pod, nomination.Class, _slot));

    // A device that those shared who are gone is there whole, and the other way round.
    public bool Fits()
    {
        _isReoffered = index.MayLackDevices(_class!) && index.OfferDevicesLeft(_slot);
        return PodFit.Fits(index, _class!, _slot);
    }

    public void End()
    {
        _in.ForEach(index.Remove);
        _out.ForEach(index.Restore);
        _in.Clear();
        _out.Clear();
        if (_isReoffered)
        {
            index.OfferAsTold(_slot);
        }
    }
}
