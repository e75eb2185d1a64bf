using System.Buffers.Binary;

namespace Orchestrator.Gateway.Streaming.Spdy;

/// <summary>Bytes in the form of deflate that leaves them as they are, after which more may follow.</summary>
internal static class StoredBlock
{
    private const int PrefixBytes = 1 + (2 * sizeof(ushort));

    public static byte[] Of(ReadOnlySpan<byte> bytes)
    {
        var block = new byte[PrefixBytes + bytes.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(1), (ushort)bytes.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(1 + sizeof(ushort)), (ushort)~bytes.Length);
        bytes.CopyTo(block.AsSpan(PrefixBytes));
        return block;
    }
}
