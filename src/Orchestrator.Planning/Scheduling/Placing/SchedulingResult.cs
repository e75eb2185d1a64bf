using System.Collections.Immutable;

namespace Orchestrator.Planning.Scheduling.Placing;

/// <summary>What is to become of some pods.</summary>
/// <param name="Decisions">One for each pod, in the order in which they were given.</param>
/// <param name="Released">The uids of pods that give their room back, because their group was not complete in time.</param>
public sealed record SchedulingResult(ImmutableArray<PodDecision> Decisions, ImmutableArray<string> Released);
