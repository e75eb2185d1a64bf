using Orchestrator.Planning.Scheduling;

namespace Orchestrator.Planning.Nodes;

/// <summary>A pod on a node.</summary>
/// <param name="Pod">The pod.</param>
/// <param name="BoundAt">When it came to the node.</param>
public sealed record BoundPod(PodDemand Pod, DateTimeOffset BoundAt);
