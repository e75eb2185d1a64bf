using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Orchestrator.Gateway.Streaming.Spdy;

/// <summary>
/// Reads the headers of a connection's frames, which are one long zlib stream. .NET's takes no dictionary, so the dictionary is put before the compressed bytes as a
/// block that is stored as it is: what refers back to it then finds it.
/// </summary>
internal sealed class SpdyHeaderReader : IDisposable
{
    private const int HeadersMax = 64;
    private const int BytesMax = 16 * 1024;
    private const int Deflate = 8;
    private const int HasDictionary = 0x20;

    private readonly FedStream _compressed = new();
    private readonly DeflateStream _inflate;
    private bool _begun;

    public SpdyHeaderReader() => _inflate = new DeflateStream(_compressed, CompressionMode.Decompress, leaveOpen: true);

    /// <summary>The headers of the next frame; of one that stands there twice, the first.</summary>
    /// <exception cref="StreamProtocolException">They can't be read, or are too many.</exception>
    public IReadOnlyDictionary<string, string> Read(ReadOnlyMemory<byte> block)
    {
        try
        {
            _compressed.Feed(_begun ? block : Begin(block));
            _begun = true;
            return Parse();
        }
        catch (InvalidDataException)
        {
            throw Unreadable();
        }
    }

    public void Dispose()
    {
        _inflate.Dispose();
        _compressed.Dispose();
    }

    private ReadOnlyMemory<byte> Begin(ReadOnlyMemory<byte> block)
    {
        const int HeaderBytes = 2;
        var header = block.Span;
        if (header.Length < HeaderBytes + sizeof(uint) || (header[0] & 0x0f) != Deflate || BinaryPrimitives.ReadUInt16BigEndian(header) % 31 != 0)
        {
            throw Unreadable();
        }

        if ((header[1] & HasDictionary) == 0)
        {
            return block[HeaderBytes..];
        }

        if (BinaryPrimitives.ReadUInt32BigEndian(header[HeaderBytes..]) != SpdyDictionary.Id)
        {
            throw Unreadable();
        }

        _compressed.Feed(StoredBlock.Of(SpdyDictionary.Bytes));
        ReadExactly(SpdyDictionary.Bytes.Length);
        return block[(HeaderBytes + sizeof(uint))..];
    }

    private Dictionary<string, string> Parse()
    {
        var left = BytesMax;
        var count = ReadNumber(HeadersMax, ref left);
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var name = ReadText(ref left);
            headers.TryAdd(name, ReadText(ref left));
        }

        return headers;
    }

    private string ReadText(ref int left) => Encoding.UTF8.GetString(ReadExactly(ReadNumber(left, ref left)));

    private int ReadNumber(int max, ref int left)
    {
        var number = BinaryPrimitives.ReadUInt32BigEndian(ReadExactly(sizeof(uint)));
        if (number > max)
        {
            throw new StreamProtocolException($"the headers of a frame are at most {HeadersMax}, of {BytesMax} bytes together");
        }

        left -= (int)number;
        return (int)number;
    }

    private byte[] ReadExactly(int count)
    {
        var bytes = new byte[count];
        return _inflate.ReadAtLeast(bytes, count, throwOnEndOfStream: false) == count ? bytes : throw Unreadable();
    }

    private static StreamProtocolException Unreadable() => new("the headers of a frame are no zlib stream with SPDY/3's dictionary");

    /// <summary>A stream of what it was fed, which has nothing more for now rather than an end.</summary>
    private sealed class FedStream : MemoryStream
    {
        public void Feed(ReadOnlyMemory<byte> bytes)
        {
            var rest = ToArray().AsSpan((int)Position).ToArray();
            SetLength(0);
            Write(rest);
            Write(bytes.Span);
            Position = 0;
        }
    }
}
