using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling;

namespace Orchestrator.Planning.Nodes;

/// <summary>Which pods have to leave a node for its taints.</summary>
/// <param name="Leave">Those whose time has come, in the order of their names.</param>
/// <param name="NextAt">When the next one's comes; null where none has to go.</param>
public sealed record TaintEvictionPlan(ImmutableArray<PodDemand> Leave, DateTimeOffset? NextAt);
