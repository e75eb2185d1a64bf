namespace Orchestrator.Planning.Scheduling.Scores;

/// <summary>A point of the curve of <see cref="ScoringStrategy.RequestedToCapacityRatio"/>.</summary>
/// <param name="Utilization">How much of the resource is taken, in percent.</param>
/// <param name="Score">What that is worth, from 0 to 10.</param>
public sealed record UtilizationPoint(int Utilization, int Score);
