using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>A port of addresses that stand behind a Service.</summary>
[Atomic]
public sealed record EndpointPort
{
    [Field(1, "The name of the port of the Service.")]
    [Stored(Endpoints.NotYet)]
    public string? Name { get; init; }

    [Field(2, "Its number.", Required = true, Always = true, Minimum = 1, Maximum = 65535)]
    [Stored(Endpoints.NotYet)]
    public int Port { get; init; }

    [Field(3, "Its protocol.", Default = "\"TCP\"", OneOf = ["TCP", "UDP", "SCTP"])]
    [Stored(Endpoints.NotYet)]
    public string? Protocol { get; init; }

    [Field(4, "What is spoken over it.")]
    [Stored(Endpoints.NotYet)]
    public string? AppProtocol { get; init; }
}
