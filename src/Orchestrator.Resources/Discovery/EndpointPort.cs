using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Discovery;

/// <summary>A port of those that stand behind a Service.</summary>
[Atomic]
public sealed record EndpointPort
{
    [Field(1, "The name of the port of the Service.", Always = true)]
    [Stored(EndpointSlice.NotYet)]
    public string? Name { get; init; }

    [Field(2, "Its protocol.", Default = "\"TCP\"", OneOf = ["TCP", "UDP", "SCTP"])]
    [Stored(EndpointSlice.NotYet)]
    public string? Protocol { get; init; }

    [Field(3, "Its number; null is every port.", Minimum = 0, Maximum = 65535)]
    [Stored(EndpointSlice.NotYet)]
    public int? Port { get; init; }

    [Field(4, "What is spoken over it.")]
    [Stored(EndpointSlice.NotYet)]
    public string? AppProtocol { get; init; }
}
