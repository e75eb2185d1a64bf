using Orchestrator.Contracts;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Orchestrator.Agent.Placement;

/// <summary>Finds the silo that a node's agent belongs to. Where it is not there, callers are told so at once.</summary>
public sealed class NodePlacementDirector(ISiloStatusOracle silos) : IPlacementDirector
{
    /// <inheritdoc/>
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var node = GrainKey.NameOf(target.GrainIdentity.Key.ToString() ?? "");
        foreach (var silo in context.GetCompatibleSilos(target))
        {
            if (silos.TryGetSiloName(silo, out var name) && name == node)
            {
                return Task.FromResult(silo);
            }
        }

        throw new NodeUnreachableException($"No silo of the name '{node}' is up, so its node's agent cannot be reached.");
    }
}
