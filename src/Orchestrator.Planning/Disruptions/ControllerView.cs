namespace Orchestrator.Planning.Disruptions;

/// <summary>Who answers for how many pods there are to be.</summary>
/// <param name="Uid">The uid of whoever says it: a deployment for all its replica sets.</param>
/// <param name="Replicas">How many it wants.</param>
public sealed record ControllerView(string Uid, int Replicas);
