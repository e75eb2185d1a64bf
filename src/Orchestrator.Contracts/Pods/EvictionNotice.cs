using Orleans;

namespace Orchestrator.Contracts;

/// <summary>An event about an eviction.</summary>
/// <param name="Reason">Its reason, such as <c>Preempted</c>.</param>
/// <param name="Message">The sentence to it.</param>
[Immutable]
public sealed record EvictionNotice(string Reason, string Message);
