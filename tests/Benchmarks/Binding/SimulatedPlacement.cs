using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Orchestrator.Benchmarks.Binding;

/// <summary>Spreads the doors of simulated agents over the silos.</summary>
internal sealed class SimulatedPlacement : IPlacementDirector
{
    /// <inheritdoc/>
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        return Task.FromResult(silos[target.GrainIdentity.Key.ToString()!.Sum(letter => letter) % silos.Length]);
    }
}
