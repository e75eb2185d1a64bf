using Orchestrator.Simulations.Silos;
using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Simulations.Checks;

/// <summary>Nobody is declared dead who has no trouble: least of all because of a database that cannot be reached (invariant 5).</summary>
internal sealed class MemberRules(Cluster cluster, Troubles troubles, Action<string> fail)
{
    public void Check(MembershipEntry entry, string writer)
    {
        var machine = cluster.Machines.FirstOrDefault(machine => machine.Name == entry.SiloName);
        if (entry.Status == SiloStatus.Dead && writer != entry.SiloName && machine is not null && !troubles.HasHad(machine.Name))
        {
            fail($"invariant 5: {writer} declared {entry.SiloName} dead, which has had no trouble");
        }
    }

    /// <summary>A silo ends itself only when its row says that it is dead.</summary>
    public void CheckEnd(Machine machine)
    {
        var last = cluster.Database.Members.Entries.Where(entry => entry.SiloName == machine.Name).MaxBy(entry => entry.SiloAddress.Generation);
        if (last is { Status: not SiloStatus.Dead })
        {
            fail($"invariant 5: {machine.Name} took itself for dead, and nobody had declared it so");
        }
    }
}
