namespace Orchestrator.Simulations.Workload;

/// <summary>What a user wants of a deployment.</summary>
internal sealed record Wish(int Replicas, string Image);
