using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Orchestrator.Gateway.Listening;

/// <summary>Makes Kestrel listen where the gateway's options say, and nowhere else.</summary>
internal sealed class KestrelSetup(IOptions<GatewayOptions> options) : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;

        kestrel.Limits.MaxRequestBodySize = options.Value.BodyBytesMax;
        foreach (var url in ListenAddress.Split(options.Value.ListenUrls))
        {
            kestrel.Listen(ListenAddress.Parse(url)!);
        }
    }
}
