using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;

namespace Orleans.Networking;

/// <summary>
/// One message on a connection: four bytes of length, then the kind (1), the number of the call (8), the header's length (4), the header and the
/// body. Numbers are little-endian.
/// </summary>
internal readonly record struct Frame(FrameKind Kind, ulong Call, ReadOnlyMemory<byte> Header, ReadOnlyMemory<byte> Body)
{
    /// <summary>A frame of more bytes than this is refused on both sides.</summary>
    public const int BytesMax = 64 * 1024 * 1024;

    private const int Prefix = 4;

    private const int Fixed = 13;

    /// <summary>Whether a frame with such parts may be sent.</summary>
    public static bool Fits(int headerBytes, int bodyBytes) => (long)Fixed + headerBytes + bodyBytes <= BytesMax;

    /// <summary>Writes the frame to a pipe, without flushing it.</summary>
    public void WriteTo(PipeWriter output)
    {
        var start = output.GetSpan(Prefix + Fixed);
        BinaryPrimitives.WriteInt32LittleEndian(start, Fixed + Header.Length + Body.Length);
        start[Prefix] = (byte)Kind;
        BinaryPrimitives.WriteUInt64LittleEndian(start[(Prefix + 1)..], Call);
        BinaryPrimitives.WriteInt32LittleEndian(start[(Prefix + 9)..], Header.Length);
        output.Advance(Prefix + Fixed);
        output.Write(Header.Span);
        output.Write(Body.Span);
    }

    /// <summary>Takes the next frame off the buffer; false if it has not come whole.</summary>
    /// <exception cref="InvalidDataException">What came is no frame.</exception>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, int bytesMax, out Frame frame)
    {
        frame = default;
        Span<byte> start = stackalloc byte[Prefix + Fixed];
        if (buffer.Length < start.Length)
        {
            return false;
        }

        buffer.Slice(0, start.Length).CopyTo(start);
        var length = BinaryPrimitives.ReadInt32LittleEndian(start);
        var header = BinaryPrimitives.ReadInt32LittleEndian(start[(Prefix + 9)..]);
        if (length < Fixed || length > bytesMax || header < 0 || header > length - Fixed)
        {
            throw new InvalidDataException($"What came is no frame of this protocol, or one of more than {bytesMax} bytes.");
        }

        if (buffer.Length < Prefix + length)
        {
            return false;
        }

        // Copied, because the pipe takes its memory back.
        var content = buffer.Slice(Prefix + Fixed, length - Fixed).ToArray();
        frame = new Frame(
            (FrameKind)start[Prefix], BinaryPrimitives.ReadUInt64LittleEndian(start[(Prefix + 1)..]), content.AsMemory(0, header), content.AsMemory(header));
        buffer = buffer.Slice(Prefix + length);
        return true;
    }
}
