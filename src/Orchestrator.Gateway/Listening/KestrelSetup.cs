using System.Net.Security;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;

namespace Orchestrator.Gateway.Listening;

/// <summary>Makes Kestrel listen where the gateway's options say, and nowhere else.</summary>
internal sealed class KestrelSetup(IOptions<GatewayOptions> options, IApiCertificates? certificates = null) : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.Value.BodyBytesMax;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(options.Value.ClientBytesPerSecondMin, options.Value.ClientGracePeriod);
        kestrel.Limits.MinResponseDataRate = new MinDataRate(options.Value.AnswerBytesPerSecondMin, options.Value.ClientGracePeriod);
        kestrel.Limits.RequestHeadersTimeout = options.Value.HeadersTimeout;
        foreach (var url in ListenAddress.Split(options.Value.ListenUrls))
        {
            var address = ListenAddress.Parse(url)!;
            kestrel.Listen(address.Endpoint, listen =>
            {
                if (address.IsHttps)
                {
                    listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(Tls(certificates!)) });
                }
            });
        }
    }

    // Whoever shows no certificate may have a token, and what a certificate is worth the gateway says: a refused handshake would tell people nothing.
    private static SslServerAuthenticationOptions Tls(IApiCertificates certificates) => new()
    {
        ServerCertificateContext = certificates.Server,
        ClientCertificateRequired = true,
#pragma warning disable CA5359 // The certificate is looked at when the caller is.
        RemoteCertificateValidationCallback = (_, _, _, _) => true,
#pragma warning restore CA5359
        AllowRenegotiation = false,
    };
}
