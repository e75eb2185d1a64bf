namespace Orchestrator.Planning.Scheduling.Explaining;

/// <summary>What a node lacks for a pod.</summary>
/// <param name="Resource">The resource's name.</param>
/// <param name="Asked">What the pod asks for, in the resource's unit: thousandths of a core, bytes, pieces.</param>
/// <param name="Free">What the node has left; less than zero where it has promised more than it has.</param>
/// <param name="Allocatable">What it has for pods altogether.</param>
public sealed record Shortfall(string Resource, long Asked, long Free, long Allocatable);
