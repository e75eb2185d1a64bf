using System.Collections.Immutable;

namespace Orchestrator.Planning.Scheduling.Explaining;

/// <summary>A node that lacks only resources for a pod.</summary>
/// <param name="Node">Its name.</param>
/// <param name="Lacks">What it lacks: the pod fits where there is so much more of it, or where the pod asks for no more than is free.</param>
public sealed record NearMiss(string Node, ImmutableArray<Shortfall> Lacks);
