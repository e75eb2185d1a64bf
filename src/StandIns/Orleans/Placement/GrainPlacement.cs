using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Orleans.Placement;

/// <summary>Asks placement directors, and refuses what they place elsewhere: this silo is the only one.</summary>
internal sealed class GrainPlacement(IServiceProvider services, ILocalSiloDetails silo, ISiloStatusOracle oracle) : IPlacementContext
{
    public SiloAddress LocalSilo => silo.SiloAddress;

    public SiloStatus LocalSiloStatus => oracle.CurrentStatus;

    public SiloAddress[] GetCompatibleSilos(PlacementTarget target)
    {
        SiloAddress[] silos = [.. oracle.GetApproximateSiloStatuses(onlyActive: true).Keys.OrderBy(address => address.ToString(), StringComparer.Ordinal)];
        return silos.Length > 0 ? silos : throw new OrleansException($"No live silo can run the grain {target.GrainIdentity}.");
    }

    /// <summary>Returns if the director places the grain on this silo, and throws if not.</summary>
    public async Task RequireLocalAsync(GrainId grainId, PlacementStrategy strategy, ImmutableDictionary<string, object>? requestContext)
    {
        var director = services.GetKeyedService<IPlacementDirector>(strategy.GetType())
            ?? throw new OrleansConfigurationException(
                $"The placement strategy {strategy.GetType()} has no director: call ISiloBuilder.AddPlacementDirector<TStrategy, TDirector>().");
        var target = new PlacementTarget(grainId, requestContext is null ? [] : new Dictionary<string, object>(requestContext));
        var chosen = await director.OnAddActivation(strategy, target, this);
        if (!LocalSilo.Equals(chosen))
        {
            throw new SiloUnavailableException($"The grain {grainId} is placed on the silo {chosen}, which cannot be reached from {LocalSilo}.");
        }
    }
}
