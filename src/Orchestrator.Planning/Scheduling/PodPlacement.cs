namespace Orchestrator.Planning.Scheduling;

/// <summary>Where a pod goes, or why it goes nowhere.</summary>
/// <param name="Pod">The pod.</param>
/// <param name="NodeName">Its node, or null where none fits.</param>
/// <param name="Explanation">Why none fits, in Kubernetes' words; empty with a node.</param>
public sealed record PodPlacement(PodDemand Pod, string? NodeName, string Explanation);
