using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Gateway.Tests.Fixtures;

/// <summary>A body whose end comes when a test lets it.</summary>
public sealed class GatedContent : HttpContent
{
    private readonly Task _gate;
    private readonly byte[] _body;

    public GatedContent(Task gate, string body)
    {
        (_gate, _body) = (gate, Encoding.UTF8.GetBytes(body));
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(_body.AsMemory(0, 10));
        await stream.FlushAsync();
        await _gate;
        await stream.WriteAsync(_body.AsMemory(10));
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
