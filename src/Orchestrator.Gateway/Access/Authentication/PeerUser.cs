using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Orchestrator.Gateway.Access.Authentication;

/// <summary>Asks the kernel which user has the other end of a connection within this machine.</summary>
/// <param name="folder">Where Linux shows its processes and connections; elsewhere there is none, and nobody is known.</param>
/// <param name="ask">Asks the kernel for the socket of an end (the first) of a connection; asked first, null for the lists alone, which every kernel has.</param>
internal sealed class PeerUser(string folder = "/proc", Func<IPEndPoint, IPEndPoint, PeerSocket?>? ask = null)
{
    private const int LocalColumn = 1;
    private const int RemoteColumn = 2;
    private const int UserColumn = 7;
    private const int InodeColumn = 9;

    /// <summary>The list is not read in one moment: what comes and goes meanwhile can hide a connection that is there all the time.</summary>
    private const int LooksMax = 3;

    /// <summary>Whether the process at the other end runs as the same user as this one, or as root.</summary>
    /// <param name="peer">The other end.</param>
    /// <param name="own">This end.</param>
    public bool IsOwnOrRoot(IPEndPoint peer, IPEndPoint own)
    {
        if (ask?.Invoke(peer, own) is { } socket)
        {
            return socket.IsOpen && IsOwnOrRoot(socket.User);
        }

        for (var look = 1; look <= LooksMax; look++)
        {
            if (UserOf(peer, own) is { } user)
            {
                return IsOwnOrRoot(user);
            }
        }

        return false;
    }

    private bool IsOwnOrRoot(long user) => user == 0 || user == OwnUser();

    // A program that is ready for both sorts of addresses has its end of an IPv4 connection among those of IPv6.
    private long? UserOf(IPEndPoint peer, IPEndPoint own) => peer.AddressFamily == AddressFamily.InterNetworkV6 && !peer.Address.IsIPv4MappedToIPv6
        ? UserOf("tcp6", Text(peer.Address, peer.Port), Text(own.Address, own.Port))
        : UserOf("tcp", Text(peer.Address.MapToIPv4(), peer.Port), Text(own.Address.MapToIPv4(), own.Port))
            ?? UserOf("tcp6", Text(peer.Address.MapToIPv6(), peer.Port), Text(own.Address.MapToIPv6(), own.Port));

    private long? UserOf(string list, string peer, string own)
    {
        var file = Path.Combine(folder, "net", list);
        if (!File.Exists(file))
        {
            return null;
        }

        foreach (var line in File.ReadLines(file))
        {
            var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (columns.Length > InodeColumn && columns[LocalColumn] == peer && columns[RemoteColumn] == own)
            {
                // Of an end that was closed the kernel does not know any more whose it was, and shows root: it has no inode either.
                return columns[InodeColumn] == "0" ? null : long.Parse(columns[UserColumn], CultureInfo.InvariantCulture);
            }
        }

        return null;
    }

    private long? OwnUser() => File.ReadLines(Path.Combine(folder, "self", "status"))
        .Where(line => line.StartsWith("Uid:", StringComparison.Ordinal))
        .Select(line => (long?)long.Parse(line.Split('\t', StringSplitOptions.RemoveEmptyEntries)[2], CultureInfo.InvariantCulture))
        .FirstOrDefault();

    // The kernel shows an address as the words that it has in memory, so their bytes stand in the machine's order.
    private static string Text(IPAddress address, int port)
    {
        var bytes = address.GetAddressBytes();
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < bytes.Length; i += sizeof(uint))
        {
            var word = BitConverter.IsLittleEndian
                ? BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(i))
                : BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(i));
            text.Append(CultureInfo.InvariantCulture, $"{word:X8}");
        }

        return string.Create(CultureInfo.InvariantCulture, $"{text}:{port:X4}");
    }
}
