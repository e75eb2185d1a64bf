using System.Collections.Immutable;

namespace Orchestrator.Planning.Scheduling.Explaining;

/// <summary>A reason why nodes do not take a pod, and those nodes.</summary>
/// <param name="Reason">In the words of Kubernetes' scheduler.</param>
/// <param name="Count">How many nodes say so.</param>
/// <param name="Nodes">The first of them by name.</param>
public sealed record ReasonCount(string Reason, int Count, ImmutableArray<string> Nodes);
