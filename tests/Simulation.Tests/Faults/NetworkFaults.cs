using Orchestrator.Simulations.Checks;
using Orchestrator.Simulations.Silos;

namespace Orchestrator.Simulations.Faults;

/// <summary>A machine that others cannot reach, or that reaches nobody. The database is on another cable.</summary>
internal sealed class NetworkFaults(Cluster cluster, Troubles troubles) : Fault(cluster)
{
    public Task CutOneWayAsync() => CutAsync(oneWay: true);

    public Task CutBothWaysAsync() => CutAsync(oneWay: false);

    public async Task SlowAsync()
    {
        Say("the network is slow");
        Cluster.Network.Slowness = 50;
        await LastAsync(1, 10);
        Cluster.Network.Slowness = 1;
    }

    private async Task CutAsync(bool oneWay)
    {
        var machine = AnyMachine();
        var away = Random.Next(2) == 0;
        Say($"{machine.Name} is cut off{(oneWay ? away ? ", outwards" : ", inwards" : "")}");
        troubles.Begin(machine.Name);
        foreach (var other in Cluster.Machines.Where(other => other != machine && Random.Next(4) > 0))
        {
            if (!oneWay || away)
            {
                Cluster.Network.Cut(machine.Name, other.Name);
            }

            if (!oneWay || !away)
            {
                Cluster.Network.Cut(other.Name, machine.Name);
            }
        }

        await LastAsync(0.5, 25);
        Cluster.Network.Mend(machine.Name);
        troubles.End(machine.Name);
    }
}
