using Orchestrator.Planning.Probes;

namespace Orchestrator.Agent.Pods;

/// <summary>What an earlier life of the agent had found out about a run.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Verdict">What its probes said.</param>
internal sealed record RecalledVerdict(string RunId, ProbeVerdict Verdict);
