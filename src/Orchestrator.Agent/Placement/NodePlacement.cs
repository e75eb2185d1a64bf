using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Agent.Placement;

/// <summary>Placement on the silo whose name is the last part of the grain's key.</summary>
[GenerateSerializer]
public sealed class NodePlacement : PlacementStrategy;
