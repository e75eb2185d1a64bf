using Orleans;

namespace Orchestrator.Contracts;

/// <summary>The scheduler's answer.</summary>
/// <param name="NodeName">The proposed node, or null where none fits.</param>
/// <param name="Explanation">Why none fits, in Kubernetes' words (<c>0/1 nodes are available: 1 Insufficient cpu.</c>); empty with a node.</param>
/// <param name="NominatedNodeName">The node that pods which matter less have to leave for it; null where none do.</param>
[Immutable]
public sealed record Placement(string? NodeName, string Explanation, string? NominatedNodeName);
