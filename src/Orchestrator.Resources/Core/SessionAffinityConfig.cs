using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>How long clients stay with a pod.</summary>
public sealed record SessionAffinityConfig
{
    [Field(1, "For clients that are told apart by their address.", Name = "clientIP")]
    [Stored(Service.NotYet)]
    public ClientIPConfig? ClientIP { get; init; }
}
