using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Discovery;

/// <summary>For whom one that stands behind a Service is meant.</summary>
public sealed record EndpointHints
{
    [Field(1, "The zones from which traffic is to come.")]
    [Stored(EndpointSlice.NotYet)]
    public ImmutableArray<ForZone> ForZones { get; init; } = [];

    [Field(2, "The nodes from which traffic is to come.")]
    [Stored(EndpointSlice.NotYet)]
    public ImmutableArray<ForNode> ForNodes { get; init; } = [];
}
