using Orleans;

namespace Orchestrator.Contracts;

/// <summary>A pod that a node has admitted.</summary>
/// <param name="Namespace">The pod's namespace.</param>
/// <param name="Name">The pod's name.</param>
/// <param name="Uid">The pod's uid.</param>
[Immutable]
public sealed record PodBinding(string Namespace, string Name, string Uid);
