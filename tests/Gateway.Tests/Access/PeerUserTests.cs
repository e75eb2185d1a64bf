using System.Net;
using Orchestrator.Gateway.Access.Authentication;

namespace Gateway.Tests.Access;

/// <summary>Whose the other end of a connection is, by lists as the kernel writes them.</summary>
public sealed class PeerUserTests : IDisposable
{
    private const string Title = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";
    private static readonly IPEndPoint Own = new(IPAddress.Loopback, 7080);
    private static readonly IPEndPoint Peer = new(IPAddress.Loopback, 40000);
    private readonly string _folder = Directory.CreateTempSubdirectory("orc-proc-").FullName;

    public PeerUserTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "net"));
        Directory.CreateDirectory(Path.Combine(_folder, "self"));
        File.WriteAllText(Path.Combine(_folder, "self", "status"), "Name:\torc\nUid:\t1000\t1000\t1000\t1000\n");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1000, true)]
    [InlineData(0, true)]
    [InlineData(1001, false)]
    public void Peer_of_the_same_user_or_root_is_own(int user, bool own)
    {
        // The server's own end stands in the list, too, the other way round, and is always its own.
        Write("tcp", Line("0100007F:1BA8", "0100007F:9C40", 1000, 11), Line("0100007F:9C40", "0100007F:1BA8", user, 12));

        Assert.Equal(own, new PeerUser(_folder).IsOwnOrRoot(Peer, Own));
    }

    [Fact]
    public void End_that_was_closed_is_nobodys_although_the_kernel_shows_root()
    {
        Write("tcp", Line("0100007F:9C40", "0100007F:1BA8", 0, 0));

        Assert.False(new PeerUser(_folder).IsOwnOrRoot(Peer, Own));
    }

    [Fact]
    public void Unknown_connection_is_nobodys()
    {
        Write("tcp", Line("0100007F:9C41", "0100007F:1BA8", 1000, 12));

        Assert.False(new PeerUser(_folder).IsOwnOrRoot(Peer, Own));
        Assert.False(new PeerUser("/nowhere").IsOwnOrRoot(Peer, Own));
    }

    [Fact]
    public void Peer_over_ipv6_is_found()
    {
        const string Loopback = "00000000000000000000000001000000";
        Write("tcp6", Line($"{Loopback}:9C40", $"{Loopback}:1BA8", 1000, 12));

        Assert.True(new PeerUser(_folder).IsOwnOrRoot(new IPEndPoint(IPAddress.IPv6Loopback, 40000), new IPEndPoint(IPAddress.IPv6Loopback, 7080)));
    }

    [Fact]
    public void Peer_over_ipv4_with_a_socket_of_both_sorts_is_found()
    {
        Write("tcp", Line("0100007F:1BA8", "0100007F:9C40", 1000, 11));
        Write("tcp6", Line("0000000000000000FFFF00000100007F:9C40", "0000000000000000FFFF00000100007F:1BA8", 1000, 12));

        Assert.True(new PeerUser(_folder).IsOwnOrRoot(Peer, Own));
    }

    private void Write(string file, params string[] lines) => File.WriteAllLines(Path.Combine(_folder, "net", file), [Title, .. lines]);

    private static string Line(string local, string remote, int user, int inode) =>
        $"   0: {local} {remote} 01 00000000:00000000 00:00000000 00000000  {user}        0 {inode} 1 0000000000000000 20 4 30 10 -1";
}
