using Orchestrator.Contracts;
using Orchestrator.Grains.Nodes;
using Orchestrator.Simulations.Checks;
using Orchestrator.Simulations.Silos;

namespace Orchestrator.Simulations.Faults;

/// <summary>A machine that others cannot reach, or that reaches nobody. The database is on another cable.</summary>
internal sealed class NetworkFaults(Cluster cluster, Troubles troubles) : Fault(cluster)
{
    // Around the time after which pods that must not run twice are given up.
    private const double LongLeast = 90;
    private const double LongMost = 170;

    private bool _wasLong;

    public Task CutOneWayAsync() => CutAsync(AnyMachine(), oneWay: true, 0.5, 25);

    public Task CutBothWaysAsync() => CutAsync(AnyMachine(), oneWay: false, 0.5, 25);

    /// <summary>A worker that is cut off for longer than its lease. Once is enough: it is most of the time that there is.</summary>
    public async Task CutForLongAsync()
    {
        if (!_wasLong)
        {
            _wasLong = true;
            await CutAsync(AnyWorkerOfWhatMustNotRunTwice() ?? AnyWorker(), oneWay: Random.Next(3) == 0, LongLeast, LongMost);
        }
    }

    private Machine? AnyWorkerOfWhatMustNotRunTwice()
    {
        var workers = Cluster.Workers.Where(worker => Cluster.Database.States.Find(NodeState.Name, GrainKey.Node(worker.Name))?.State is NodeState node
            && node.Bindings.Any(binding => binding.Pod.AtMostOnce)).ToList();
        return workers.Count == 0 ? null : workers[Random.Next(workers.Count)];
    }

    public async Task SlowAsync()
    {
        Say("the network is slow");
        Cluster.Network.Slowness = 50;
        await LastAsync(1, 10);
        Cluster.Network.Slowness = 1;
    }

    private async Task CutAsync(Machine machine, bool oneWay, double least, double most)
    {
        var away = Random.Next(2) == 0;
        Say($"{machine.Name} is cut off{(oneWay ? away ? ", outwards" : ", inwards" : "")}");
        troubles.Begin(machine.Name);
        var cuts = new List<(string From, string To)>();
        foreach (var other in Cluster.Machines.Where(other => other != machine && (least >= LongLeast || Random.Next(4) > 0)))
        {
            if (!oneWay || away)
            {
                cuts.Add((machine.Name, other.Name));
            }

            if (!oneWay || !away)
            {
                cuts.Add((other.Name, machine.Name));
            }
        }

        cuts.ForEach(cut => Cluster.Network.Cut(cut.From, cut.To));
        await LastAsync(least, most);
        Cluster.Network.Mend(cuts);
        troubles.End(machine.Name);
    }
}
