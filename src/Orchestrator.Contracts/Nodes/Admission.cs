using Orleans;

namespace Orchestrator.Contracts;

/// <summary>Whether a node took a pod.</summary>
/// <param name="Admitted">Whether it did.</param>
/// <param name="Reason">Why not, such as <c>Insufficient cpu</c>; empty where it did.</param>
[Immutable]
public sealed record Admission(bool Admitted, string Reason);
