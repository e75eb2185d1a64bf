using System.Collections.Immutable;
using Orleans;

namespace Orchestrator.Contracts.Usage;

/// <summary>What a pod uses.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Uid">Its uid.</param>
/// <param name="Containers">Its containers that run.</param>
[Immutable]
public sealed record PodUsage(string Namespace, string Name, string Uid, ImmutableArray<ContainerSample> Containers);
