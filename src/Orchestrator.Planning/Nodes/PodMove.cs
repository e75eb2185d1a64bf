using Orchestrator.Planning.Scheduling;

namespace Orchestrator.Planning.Nodes;

/// <summary>A replica that leaves a crowded node.</summary>
/// <param name="Pod">The pod.</param>
/// <param name="From">The node that it leaves.</param>
/// <param name="For">The node that has room for its replacement. The scheduler decides where that goes.</param>
public sealed record PodMove(PodDemand Pod, string From, string For);
