using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>Ports of a node's agent.</summary>
public sealed record NodeDaemonEndpoints
{
    [Field(1, "Where the agent answers.")]
    public DaemonEndpoint? KubeletEndpoint { get; init; }
}
