namespace Orchestrator.Simulations.Workload;

/// <summary>What there is to be of a deployment in the end.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Replicas">How many pods.</param>
/// <param name="Image">Of what.</param>
/// <param name="IsUrgent">Whether others make room for them.</param>
internal sealed record Wanted(string Name, int Replicas, string Image, bool IsUrgent);
