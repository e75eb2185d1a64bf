using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Discovery;

/// <summary>A zone from which traffic is to come.</summary>
public sealed record ForZone
{
    [Field(1, "The name of the zone.", Required = true, Always = true)]
    [Stored(EndpointSlice.NotYet)]
    public string Name { get; init; } = "";
}
