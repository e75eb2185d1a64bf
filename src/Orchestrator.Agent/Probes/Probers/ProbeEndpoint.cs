using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Probes.Probers;

/// <summary>Where a probe goes.</summary>
/// <param name="Host">An address or a name.</param>
/// <param name="Port">A port.</param>
internal readonly record struct ProbeEndpoint(string Host, int Port)
{
    /// <summary>The host and the port, with brackets around an IPv6 address.</summary>
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal)
        ? string.Create(CultureInfo.InvariantCulture, $"[{Host}]:{Port}")
        : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    /// <summary>Finds the port, which may be given by its name in the container.</summary>
    public static bool TryFind(Container container, string host, IntOrString port, out ProbeEndpoint endpoint, [NotNullWhen(false)] out string? why)
    {
        var number = port.Text is null ? port.Number : container.Ports.FirstOrDefault(one => one.Name == port.Text)?.Port;
        why = number is null ? $"couldn't find port {port.Text} among the ports of container {container.Name}" : null;
        endpoint = new ProbeEndpoint(host, number ?? 0);
        return why is null;
    }

    /// <summary>Opens a connection of its own.</summary>
    public async ValueTask<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        var isAddress = IPAddress.TryParse(Host, out var address);
        var socket = isAddress ? new Socket(address!.AddressFamily, SocketType.Stream, ProtocolType.Tcp) : new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.NoDelay = true;
            await socket.ConnectAsync(isAddress ? new IPEndPoint(address!, Port) : new DnsEndPoint(Host, Port), cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
