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
    public static int Choose(IPAddress address, int asked, int usual) => asked != 0 ? asked : Probe(address, usual) ?? Probe(address, 0)!.Value;

    /// <summary>
    /// Says so before anything starts where an asked port is taken. Kestrel would say it after the silo has joined the cluster; and Microsoft Orleans' own listeners
    /// share a port with each other, so that two silos would each get a part of what is meant for one.
    /// </summary>
    /// <exception cref="InvalidSettingException">It is taken.</exception>
    public static void RequireFree(string option, IPAddress address, int port)
    {
        if (port != 0 && Probe(address, port) is null)
        {
            throw new InvalidSettingException($"{option} must name a port that is free; something else listens on {new IPEndPoint(address, port)}.");
        }
    }

    /// <summary>The address that a server listens on which was told to listen there.</summary>
    public static IPAddress AddressOf(Uri listen) =>
        IPAddress.TryParse(listen.DnsSafeHost, out var address) ? address : listen.IsLoopback ? IPAddress.Loopback : IPAddress.Any;

    private static int? Probe(IPAddress address, int port)
    {
        try
        {
            using var probe = new TcpListener(address, port);
            probe.Start();
            return ((IPEndPoint)probe.LocalEndpoint).Port;
        }
        catch (SocketException e) when (port != 0 && e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return null;
        }
    }
}
