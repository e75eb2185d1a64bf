using Orchestrator.Simulations.Checks;
using Orchestrator.Simulations.Silos;

namespace Orchestrator.Simulations.Faults;

/// <summary>A database that nobody reaches, or one machine does not.</summary>
internal sealed class DatabaseFaults(Cluster cluster, Troubles troubles) : Fault(cluster)
{
    public async Task OutageAsync()
    {
        Cluster.Database.IsSilent = Random.Next(2) == 0;
        Say($"the database is down{(Cluster.Database.IsSilent ? " and silent" : "")}");
        Cluster.Database.IsDown = true;
        await LastAsync(0.5, 45);
        Cluster.Database.IsDown = false;
        Say("the database is back");
    }

    public async Task CutOffAsync()
    {
        var machine = AnyMachine();
        if (machine.Process is { } process)
        {
            Say($"{machine.Name} has no database");
            troubles.Begin(machine.Name);
            Cluster.Database.CutOff(process);
            await LastAsync(0.5, 20);
            Cluster.Database.Reconnect(process);
            troubles.End(machine.Name);
        }
    }

    public async Task SlowAsync()
    {
        Say("the database is slow");
        Cluster.Database.Slowness = 40;
        await LastAsync(1, 15);
        Cluster.Database.Slowness = 1;
    }
}
