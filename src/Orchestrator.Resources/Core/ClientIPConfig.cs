using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>How long clients that are told apart by their address stay with a pod.</summary>
public sealed record ClientIPConfig
{
    [Field(1, "For so many seconds.", Minimum = 1, Maximum = 86400)]
    [Stored(Service.NotYet)]
    public int? TimeoutSeconds { get; init; }
}
