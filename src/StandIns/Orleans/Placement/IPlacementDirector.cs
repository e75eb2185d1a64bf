namespace Orleans.Runtime.Placement;

/// <summary>Chooses the silo for a grain that has no activation.</summary>
public interface IPlacementDirector
{
    /// <summary>The silo on which the grain is to be activated. What this throws reaches the caller of the grain.</summary>
    Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context);
}
