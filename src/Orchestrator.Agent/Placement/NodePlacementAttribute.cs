using Orleans.Placement;

namespace Orchestrator.Agent.Placement;

/// <summary>Puts a grain on the silo whose name is the last part of the grain's key.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NodePlacementAttribute() : PlacementAttribute(new NodePlacement());
