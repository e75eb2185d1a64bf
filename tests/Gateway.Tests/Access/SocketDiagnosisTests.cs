using System.Net;
using System.Net.Sockets;
using Orchestrator.Gateway.Access.Authentication;

namespace Gateway.Tests.Access;

/// <summary>What the kernel says of real sockets.</summary>
public sealed class SocketDiagnosisTests
{
    [Theory]
    [InlineData("127.0.0.1", AddressFamily.InterNetwork)]
    [InlineData("127.0.0.1", AddressFamily.InterNetworkV6)]
    [InlineData("::1", AddressFamily.InterNetworkV6)]
    public void Open_socket_is_found_with_its_user(string address, AddressFamily family)
    {
        using var listener = Listen(address);
        using var client = Connect(listener, family);
        using var server = listener.AcceptSocket();

        Assert.Equal(new PeerSocket(OwnUser(), true), SocketDiagnosis.Find((IPEndPoint)server.RemoteEndPoint!, (IPEndPoint)server.LocalEndPoint!));
    }

    [Fact]
    public void Closed_socket_is_nobodys()
    {
        using var listener = Listen("127.0.0.1");
        var client = Connect(listener, AddressFamily.InterNetwork);
        using var server = listener.AcceptSocket();
        client.Dispose();

        Assert.False(SocketDiagnosis.Find((IPEndPoint)server.RemoteEndPoint!, (IPEndPoint)server.LocalEndPoint!) is { IsOpen: true });
    }

    [Fact]
    public void Who_listens_on_the_port_is_not_taken_for_the_end_of_a_connection()
    {
        using var listener = Listen("127.0.0.1");

        Assert.Null(SocketDiagnosis.Find((IPEndPoint)listener.LocalEndpoint, new IPEndPoint(IPAddress.Loopback, 9)));
    }

    private static TcpListener Listen(string address)
    {
        var listener = new TcpListener(IPAddress.Parse(address), 0);
        listener.Start();
        return listener;
    }

    // A socket of IPv6 that connects to an IPv4 address is one of both sorts.
    private static Socket Connect(TcpListener listener, AddressFamily family)
    {
        var end = (IPEndPoint)listener.LocalEndpoint;
        var client = new Socket(family, SocketType.Stream, ProtocolType.Tcp);
        if (family == AddressFamily.InterNetworkV6)
        {
            client.DualMode = true;
        }

        client.Connect(family == end.AddressFamily ? end : new IPEndPoint(end.Address.MapToIPv6(), end.Port));
        return client;
    }

    private static long OwnUser() =>
        long.Parse(File.ReadLines("/proc/self/status").Single(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[2]);
}
