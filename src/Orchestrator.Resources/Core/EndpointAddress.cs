using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>An address that stands behind a Service.</summary>
[Atomic]
public sealed record EndpointAddress
{
    [Field(1, "The address.", Required = true, Always = true, Format = TextFormat.IpAddress)]
    [Stored(Endpoints.NotYet)]
    public string Ip { get; init; } = "";

    [Field(3, "Its name.", Format = TextFormat.DnsLabel)]
    [Stored(Endpoints.NotYet)]
    public string? Hostname { get; init; }

    [Field(4, "The node on which it is.")]
    [Stored(Endpoints.NotYet)]
    public string? NodeName { get; init; }

    [Field(2, "The object that has the address.")]
    [Stored(Endpoints.NotYet)]
    public ObjectReference? TargetRef { get; init; }
}
