using System.Collections.Immutable;
using Orleans;

namespace Orchestrator.Contracts.Usage;

/// <summary>What the pods of a node use.</summary>
/// <param name="Pods">Those with a container that runs.</param>
[Immutable]
public sealed record NodeUsage(ImmutableArray<PodUsage> Pods);
