using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Planning.Scheduling.Preemption;

/// <summary>A node without some of its pods, as far as a pod's resources go: numbers alone, and nothing of the cluster is touched.</summary>
internal sealed class RoomTrial(NodeTable nodes) : ITrial
{
    private long[] _room = [];
    private PodClass? _class;

    public void Begin(PodClass podClass, int slot)
    {
        _class = podClass;
        if (_room.Length < podClass.Asks.Count)
        {
            _room = new long[podClass.Asks.Count];
        }

        for (var i = 0; i < podClass.Asks.Count; i++)
        {
            _room[i] = nodes.Free[podClass.Asks[i].Resource][slot];
        }
    }

    public void Remove(PodEntry pod) => Change(pod.Class, 1);

    public void Restore(PodEntry pod) => Change(pod.Class, -1);

    public void Add(Nomination nomination) => Change(nomination.Class, -1);

    public bool Fits()
    {
        for (var i = 0; i < _class!.Asks.Count; i++)
        {
            if (_room[i] < _class.Asks[i].Amount)
            {
                return false;
            }
        }

        return true;
    }

    public void End()
    {
        // Nothing was touched.
    }

    private void Change(PodClass other, int sign)
    {
        for (var i = 0; i < _class!.Asks.Count; i++)
        {
            foreach (var ask in other.Asks)
            {
                if (ask.Resource == _class.Asks[i].Resource)
                {
                    _room[i] += sign * ask.Amount;
                    break;
                }
            }
        }
    }
}
