using Orleans.Placement;

namespace StandIns.Tests.Silos;

[AttributeUsage(AttributeTargets.Class)]
public sealed class PinnedPlacementAttribute() : PlacementAttribute(new PinnedPlacement());
