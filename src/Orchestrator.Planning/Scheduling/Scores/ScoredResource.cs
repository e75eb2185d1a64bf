namespace Orchestrator.Planning.Scheduling.Scores;

/// <summary>A resource whose share is scored. One that only some nodes have is scored for pods that ask for it.</summary>
/// <param name="Name">The resource.</param>
/// <param name="Weight">How much it counts beside the others.</param>
public sealed record ScoredResource(string Name, long Weight);
