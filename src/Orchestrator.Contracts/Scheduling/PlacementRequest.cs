using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling;
using Orleans;

namespace Orchestrator.Contracts;

/// <summary>A pod that needs a node.</summary>
/// <param name="Pod">What it asks of a node.</param>
/// <param name="RefusedBy">Nodes that refused it although they were proposed: the scheduler looks at them again first.</param>
[Immutable]
public sealed record PlacementRequest(PodDemand Pod, ImmutableArray<string> RefusedBy);
