using Orleans.Runtime;

namespace Orleans.Placement;

/// <summary>That a silo has a director for a strategy; so a silo without the grain's class finds it by the strategy's name.</summary>
/// <param name="Strategy">The strategy.</param>
internal sealed record PlacementDirection(PlacementStrategy Strategy);
