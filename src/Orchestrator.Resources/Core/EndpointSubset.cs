using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>Addresses that have the same ports.</summary>
public sealed record EndpointSubset
{
    [Field(1, "Those that are ready.")]
    [Stored(Endpoints.NotYet)]
    public ImmutableArray<EndpointAddress> Addresses { get; init; } = [];

    [Field(2, "Those that are not.")]
    [Stored(Endpoints.NotYet)]
    public ImmutableArray<EndpointAddress> NotReadyAddresses { get; init; } = [];

    [Field(3, "The ports.")]
    [Stored(Endpoints.NotYet)]
    public ImmutableArray<EndpointPort> Ports { get; init; } = [];
}
