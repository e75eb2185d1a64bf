using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>A port that a container listens on.</summary>
public sealed record ContainerPort
{
    [Field(1, "The name, unique within the pod.", Format = TextFormat.PortName)]
    public string? Name { get; init; }

    [Field(2, "The port of the machine under which it is reached too; none by default.", Minimum = 1, Maximum = 65535)]
    public int HostPort { get; init; }

    [Field(3, "The port.", Name = "containerPort", Required = true, Always = true, Minimum = 1, Maximum = 65535)]
    public int Port { get; init; }

    [Field(4, "The protocol.", Default = "\"TCP\"", OneOf = ["TCP", "UDP", "SCTP"])]
    public string? Protocol { get; init; }

    [Field(5, "The machine's address that hostPort listens on; all by default.", Name = "hostIP", Format = TextFormat.IpAddress)]
    public string? HostIp { get; init; }
}
