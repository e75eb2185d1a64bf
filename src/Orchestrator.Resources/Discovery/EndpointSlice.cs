using System.Collections.Immutable;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Discovery;

/// <summary>A part of the addresses that stand behind a Service. It is kept, and nothing is routed by it yet.</summary>
[Kind("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices", Description = "A part of the addresses that stand behind a Service.", Namespaced = true, HasStatus = false, CountsGeneration = true)]
public sealed record EndpointSlice : IResource<EndpointSlice>
{
    /// <summary>What is missing.</summary>
    internal const string NotYet = "no traffic is routed by EndpointSlices in this version";

    /// <inheritdoc/>
    public string ApiVersion => "discovery.k8s.io/v1";

    /// <inheritdoc/>
    public string Kind => "EndpointSlice";

    [Field(1, "Identity, labels and bookkeeping.", Always = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field(4, "What kind of addresses it has.", Required = true, Always = true, Immutable = true, OneOf = ["IPv4", "IPv6", "FQDN"])]
    [Stored(EndpointSlice.NotYet)]
    public string AddressType { get; init; } = "";

    [Field(2, "Who stands behind the Service.", Always = true)]
    [Stored(EndpointSlice.NotYet)]
    public ImmutableArray<Endpoint> Endpoints { get; init; } = [];

    [Field(3, "The ports that all of them have.", Always = true)]
    [Stored(EndpointSlice.NotYet)]
    public ImmutableArray<EndpointPort> Ports { get; init; } = [];

    /// <inheritdoc/>
    public EndpointSlice WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public EndpointSlice WithStatusOf(EndpointSlice other) => this;
}
