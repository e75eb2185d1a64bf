using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>A TCP connection to a container.</summary>
public sealed record TcpSocketAction
{
    [Field(1, "The port, by number or by its name in the container.", Required = true, Always = true)]
    public IntOrString Port { get; init; }

    [Field(2, "The host that is called; the pod's address by default.")]
    public string? Host { get; init; }
}
