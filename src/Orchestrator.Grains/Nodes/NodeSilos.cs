using Orleans.Runtime;

namespace Orchestrator.Grains.Nodes;

/// <summary>What the cluster's membership says of the silos of nodes, which have their nodes' names.</summary>
internal static class NodeSilos
{
    /// <summary>Whether the newest silo of this name has been declared dead. False where none of that name is known: that says nothing.</summary>
    public static bool IsDead(ISiloStatusOracle silos, string node)
    {
        (SiloAddress Address, SiloStatus Status)? newest = null;
        foreach (var (address, status) in silos.GetApproximateSiloStatuses())
        {
            if (silos.TryGetSiloName(address, out var name) && name == node && (newest is null || address.Generation > newest.Value.Address.Generation))
            {
                newest = (address, status);
            }
        }

        return newest is { Status: SiloStatus.Dead };
    }
}
