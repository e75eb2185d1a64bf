using Orchestrator.Contracts;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Orchestrator.Grains.Tests.Support;

/// <summary>Puts the doors of all nodes' agents on the one silo of a test, except of nodes that are away.</summary>
public sealed class AnywhereDirector(FakeAgents agents) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var node = GrainKey.NameOf(target.GrainIdentity.Key.ToString() ?? "");
        return agents.Away.ContainsKey(node)
            ? throw new NodeUnreachableException($"No silo of the name '{node}' is up.")
            : Task.FromResult(context.GetCompatibleSilos(target)[0]);
    }
}
