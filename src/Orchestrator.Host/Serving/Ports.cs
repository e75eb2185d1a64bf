using System.Net;
using System.Net.Sockets;

namespace Orchestrator.Host.Serving;

/// <summary>
/// Ports of a silo. A silo that comes back on the port it had takes its old place at once; on another one it has to wait until the old place is known to be empty.
/// So the usual ports are taken where they are free, and others only where not.
/// </summary>
internal static class Ports
{
    /// <summary>The usual port for other silos.</summary>
    public const int Silo = 11111;

    /// <summary>The usual port for Orleans clients.</summary>
    public const int Client = 30000;

    /// <summary>The asked port; for 0 the usual one where it is free, else any free one.</summary>
    public static int Choose(int asked, int usual) => asked != 0 ? asked : Probe(usual) ?? Probe(0)!.Value;

    private static int? Probe(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return ((IPEndPoint)probe.LocalEndpoint).Port;
        }
        catch (SocketException e) when (port != 0 && e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return null;
        }
    }
}
