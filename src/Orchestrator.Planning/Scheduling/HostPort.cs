using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Scheduling;

/// <summary>A port that a pod takes on its node.</summary>
/// <param name="Protocol"><c>TCP</c>, <c>UDP</c> or <c>SCTP</c>.</param>
/// <param name="Port">The port on the node.</param>
/// <param name="Address">The address on the node; empty is all of them.</param>
public sealed record HostPort(string Protocol, int Port, string Address)
{
    /// <summary>The port that a container takes on its node.</summary>
    /// <param name="port">A port with a <c>hostPort</c>.</param>
    public static HostPort Of(ContainerPort port) => new(port.Protocol ?? PortProtocol.Tcp, port.HostPort, port.HostIp ?? "");

    /// <summary>Whether both can't be had on one node: the same port, on an address that both take.</summary>
    public bool Collides(HostPort other) =>
        Port == other.Port && Protocol == other.Protocol && (IsEverywhere(Address) || IsEverywhere(other.Address) || Address == other.Address);

    private static bool IsEverywhere(string address) => address is "" or "0.0.0.0" or "::";
}
