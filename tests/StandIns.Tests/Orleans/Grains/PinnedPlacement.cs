using Orleans.Runtime;

namespace OrleansTests;

/// <summary>Places a grain on the silo that its key ends with.</summary>
public sealed class PinnedPlacement : PlacementStrategy;
