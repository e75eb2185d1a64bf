using System.Collections.Immutable;

namespace Orchestrator.Planning.Explaining;

/// <summary>Pods with the same trouble.</summary>
/// <param name="Example">One of them.</param>
/// <param name="Names">The names of all of them.</param>
public sealed record PodGroup(PodExplanation Example, ImmutableArray<string> Names);
