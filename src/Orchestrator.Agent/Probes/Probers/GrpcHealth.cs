using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Orchestrator.Agent.Probes.Probers;

/// <summary>The two messages of gRPC's health protocol: each has one field, and goes behind five bytes that say its length.</summary>
internal static class GrpcHealth
{
    /// <summary>The only status that is a success.</summary>
    public const ulong Serving = 1;

    private const int PrefixBytes = 5;
    private const ulong FirstFieldText = (1 << 3) | 2;
    private const ulong FirstFieldNumber = (1 << 3) | 0;
    private static readonly string[] Names = ["UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"];

    /// <summary>A <c>HealthCheckRequest</c> about a service; empty is the server as a whole.</summary>
    public static byte[] Question(string service)
    {
        var name = Encoding.UTF8.GetBytes(service);
        List<byte> message = [];
        if (name.Length > 0)
        {
            AddNumber(message, FirstFieldText);
            AddNumber(message, (ulong)name.Length);
            message.AddRange(name);
        }

        var question = new byte[PrefixBytes + message.Count];
        BinaryPrimitives.WriteInt32BigEndian(question.AsSpan(1), message.Count);
        message.CopyTo(question, PrefixBytes);
        return question;
    }

    /// <summary>The status in a <c>HealthCheckResponse</c>; null if it is none.</summary>
    public static ulong? Answer(ReadOnlySpan<byte> answer)
    {
        var isWhole = answer.Length >= PrefixBytes && answer[0] == 0 && BinaryPrimitives.ReadUInt32BigEndian(answer[1..]) == (uint)(answer.Length - PrefixBytes);
        return isWhole ? Status(answer[PrefixBytes..]) : null;
    }

    /// <summary>The protocol's name of a status.</summary>
    public static string NameOf(ulong status) => status < (ulong)Names.Length ? Names[status] : status.ToString(CultureInfo.InvariantCulture);

    // A status of zero is the default and is not written.
    private static ulong? Status(ReadOnlySpan<byte> message)
    {
        ulong status = 0;
        while (message.Length > 0)
        {
            if (!TryTakeNumber(ref message, out var tag))
            {
                return null;
            }

            if (tag == FirstFieldNumber ? !TryTakeNumber(ref message, out status) : !TrySkip(ref message, tag))
            {
                return null;
            }
        }

        return status;
    }

    // Fields that a later version of the protocol may bring.
    private static bool TrySkip(ref ReadOnlySpan<byte> message, ulong tag)
    {
        ulong length = 0;
        switch (tag & 7)
        {
            case 0:
                return TryTakeNumber(ref message, out _);
            case 1:
                length = 8;
                break;
            case 2 when !TryTakeNumber(ref message, out length):
                return false;
            case 2:
                break;
            case 5:
                length = 4;
                break;
            default:
                return false;
        }

        if (length > (ulong)message.Length)
        {
            return false;
        }

        message = message[(int)length..];
        return true;
    }

    private static void AddNumber(List<byte> message, ulong number)
    {
        for (; number >= 0x80; number >>= 7)
        {
            message.Add((byte)(number | 0x80));
        }

        message.Add((byte)number);
    }

    private static bool TryTakeNumber(ref ReadOnlySpan<byte> message, out ulong number)
    {
        number = 0;
        for (var shift = 0; shift < 64 && message.Length > 0; shift += 7)
        {
            var part = message[0];
            message = message[1..];
            number |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return true;
            }
        }

        return false;
    }
}
