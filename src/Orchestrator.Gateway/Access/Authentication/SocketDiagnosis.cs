using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Orchestrator.Gateway.Access.Authentication;

/// <summary>
/// Asks the kernel for one socket, by the two ends of its connection (<c>sock_diag(7)</c>): it looks it up as it does for a packet, so the answer costs the same however
/// many connections the machine has. The lists in <c>/proc/net</c> have to be read whole, which for each of a thousand new connections is a second of a processor.
/// </summary>
internal static class SocketDiagnosis
{
    private const int Netlink = 16;
    private const int RawCloseOnExec = 0x80003;
    private const int DiagnosisProtocol = 4;
    private const int NoWait = 0x40;
    private const ushort ByFamily = 20;
    private const ushort Request = 1;
    private const byte Ipv4 = 2;
    private const byte Ipv6 = 10;
    private const byte Tcp = 6;
    private const int HeaderBytes = 16;
    private const int RequestBytes = HeaderBytes + 56;
    private const int AnswerBytesMax = 8192;

    // Where things stand in a request, and in an answer's part of the same shape.
    private const int RequestIdentity = HeaderBytes + 8;
    private const int AnswerIdentity = HeaderBytes + 4;
    private const int IdentitySource = 4;
    private const int IdentityTarget = 20;
    private const int IdentityCookie = 40;
    private const int AnswerUser = HeaderBytes + 64;
    private const int AnswerInode = HeaderBytes + 68;
    private const int AnswerBytesMin = HeaderBytes + 72;

    /// <summary>The socket of that end; null where there is none, or the kernel does not answer such questions.</summary>
    /// <param name="end">The end whose socket is asked for.</param>
    /// <param name="other">The other end of its connection.</param>
    public static PeerSocket? Find(IPEndPoint end, IPEndPoint other)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        using var socket = new SafeFileHandle(Native.socket(Netlink, RawCloseOnExec, DiagnosisProtocol), ownsHandle: true);
        if (socket.IsInvalid)
        {
            return null;
        }

        var question = QuestionOf(end, other);
        var answer = new byte[AnswerBytesMax];

        // The kernel answers before it takes back the question, so there is nothing to wait for.
        return Native.send(socket, question, question.Length, 0) == question.Length
            && Native.recv(socket, answer, answer.Length, NoWait) is var length and > 0
            ? Read(answer.AsSpan(0, (int)length), end, other)
            : null;
    }

    private static byte[] QuestionOf(IPEndPoint end, IPEndPoint other)
    {
        var question = new byte[RequestBytes];
        MemoryMarshal.Write<int>(question, RequestBytes);
        MemoryMarshal.Write(question.AsSpan(4), ByFamily);
        MemoryMarshal.Write(question.AsSpan(6), Request);
        question[HeaderBytes] = IsIpv4(end.Address) ? Ipv4 : Ipv6;
        question[HeaderBytes + 1] = Tcp;
        question.AsSpan(HeaderBytes + 4, 4).Fill(0xFF);
        var identity = question.AsSpan(RequestIdentity);
        BinaryPrimitives.WriteUInt16BigEndian(identity, (ushort)end.Port);
        BinaryPrimitives.WriteUInt16BigEndian(identity[2..], (ushort)other.Port);
        Shortest(end.Address).GetAddressBytes().CopyTo(identity[IdentitySource..]);
        Shortest(other.Address).GetAddressBytes().CopyTo(identity[IdentityTarget..]);
        identity.Slice(IdentityCookie, 8).Fill(0xFF);
        return question;
    }

    private static PeerSocket? Read(ReadOnlySpan<byte> answer, IPEndPoint end, IPEndPoint other)
    {
        if (answer.Length < AnswerBytesMin || MemoryMarshal.Read<ushort>(answer[4..]) != ByFamily)
        {
            return null;
        }

        // Where there is no such connection, the kernel may answer with who listens on the port, and that is somebody else.
        var ipv4 = answer[HeaderBytes] == Ipv4;
        var identity = answer[AnswerIdentity..];
        return IsEnd(identity, IdentitySource, ipv4, end, BinaryPrimitives.ReadUInt16BigEndian(identity))
            && IsEnd(identity, IdentityTarget, ipv4, other, BinaryPrimitives.ReadUInt16BigEndian(identity[2..]))
            ? new PeerSocket(MemoryMarshal.Read<uint>(answer[AnswerUser..]), MemoryMarshal.Read<uint>(answer[AnswerInode..]) != 0)
            : null;
    }

    private static bool IsEnd(ReadOnlySpan<byte> identity, int at, bool ipv4, IPEndPoint asked, int port) =>
        port == asked.Port && Shortest(new IPAddress(identity.Slice(at, ipv4 ? 4 : 16))).Equals(Shortest(asked.Address));

    private static bool IsIpv4(IPAddress address) => Shortest(address).AddressFamily == AddressFamily.InterNetwork;

    private static IPAddress Shortest(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

#pragma warning disable SYSLIB1054, IDE1006 // The names are those of the C library.
    private static class Native
    {
        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int socket(int family, int type, int protocol);

        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern nint send(SafeFileHandle socket, byte[] bytes, nint length, int flags);

        [DllImport("libc", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern nint recv(SafeFileHandle socket, [Out] byte[] bytes, nint length, int flags);
    }
#pragma warning restore SYSLIB1054, IDE1006
}
