using Orleans.Runtime;

namespace StandIns.Tests.Silos;

/// <summary>Places a grain on the silo that its key ends with.</summary>
public sealed class PinnedPlacement : PlacementStrategy;
