using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace StandIns.Tests.Silos;

public sealed class PinnedPlacementDirector(ISiloStatusOracle silos) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var name = target.GrainIdentity.Key.ToString().Split('/')[^1];
        var silo = context.GetCompatibleSilos(target).FirstOrDefault(silo => silos.TryGetSiloName(silo, out var known) && known == name);
        return Task.FromResult(silo ?? throw new RefusedException($"The silo {name} is absent.") { Field = name });
    }
}
