using Orchestrator.Planning.Scheduling.Filters;

namespace Orchestrator.Planning.Scheduling.Scores;

/// <summary>What a node had better be like, and how much that matters.</summary>
internal sealed record NodePreference(NodeTermRule Rule, long Weight);
