using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>A port of a Service.</summary>
public sealed record ServicePort
{
    [Field(1, "Its name, needed where there are several.", Format = TextFormat.DnsLabel)]
    [Stored(Service.NotYet)]
    public string? Name { get; init; }

    [Field(2, "Its protocol.", Default = "\"TCP\"", OneOf = ["TCP", "UDP", "SCTP"])]
    [Stored(Service.NotYet)]
    public string? Protocol { get; init; }

    [Field(6, "What is spoken over it.", Format = TextFormat.QualifiedName)]
    [Stored(Service.NotYet)]
    public string? AppProtocol { get; init; }

    [Field(3, "The port of the Service.", Required = true, Always = true, Minimum = 1, Maximum = 65535)]
    [Stored(Service.NotYet)]
    public int Port { get; init; }

    [Field(4, "The number or name of the port of its pods; the same number where nothing is said.")]
    [Stored(Service.NotYet)]
    public IntOrString? TargetPort { get; init; }

    [Field(5, "The port of nodes.", Minimum = 0, Maximum = 65535)]
    [Stored(Service.NotYet)]
    public int NodePort { get; init; }
}
