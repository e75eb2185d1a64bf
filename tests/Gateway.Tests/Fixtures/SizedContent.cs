using System.Net;
using System.Net.Http.Headers;

namespace Gateway.Tests.Fixtures;

/// <summary>A body of so many blanks, whose length is declared or not.</summary>
public sealed class SizedContent : HttpContent
{
    private readonly int _length;
    private readonly bool _isDeclared;

    public SizedContent(int length, bool isDeclared)
    {
        (_length, _isDeclared) = (length, isDeclared);
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        var blanks = new byte[64 * 1024];
        Array.Fill(blanks, (byte)' ');
        try
        {
            for (var left = _length; left > 0; left -= blanks.Length)
            {
                await stream.WriteAsync(blanks.AsMemory(0, Math.Min(left, blanks.Length)));
            }
        }
        catch (IOException)
        {
            // The server has answered before it took everything, which is its right.
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return _isDeclared;
    }
}
