using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Discovery;

/// <summary>How one that stands behind a Service is.</summary>
public sealed record EndpointConditions
{
    [Field(1, "Whether it takes new traffic; null counts as true.")]
    [Stored(EndpointSlice.NotYet)]
    public bool? Ready { get; init; }

    [Field(2, "Whether it takes traffic; null is what ready says.")]
    [Stored(EndpointSlice.NotYet)]
    public bool? Serving { get; init; }

    [Field(3, "Whether it is on its way out; null counts as false.")]
    [Stored(EndpointSlice.NotYet)]
    public bool? Terminating { get; init; }
}
