using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.Host.Client.Connecting;

/// <summary>Connections to a server as its location asks for them.</summary>
internal static class Transport
{
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(10);

    public static HttpClient Open(ServerLocation server)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = ConnectWithin,
            // A redirect would send what is asked, and perhaps who asks, to where nobody pointed.
            AllowAutoRedirect = false,
            UseCookies = false,
            // A proxy for the outside world does not know this machine's own addresses.
            UseProxy = !server.Url.IsLoopback,
            ResponseHeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8,
            SslOptions = Tls(server),
        };
        var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("orc");
        if (server is { Token: { } token, Url.Scheme: "https" } && !client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {token}"))
        {
            throw ClientException.Misuse("the kubeconfig's token holds what no HTTP header can");
        }

        return client;
    }

    private static SslClientAuthenticationOptions Tls(ServerLocation server)
    {
        var tls = new SslClientAuthenticationOptions { TargetHost = server.TlsServerName ?? server.Url.IdnHost };
        if (server.ClientCertificate is { } certificate)
        {
            tls.ClientCertificates = [certificate];
            tls.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        }

        if (server.SkipsVerification)
        {
#pragma warning disable CA5359 // The kubeconfig says insecure-skip-tls-verify.
            tls.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (server.Authorities is { } authorities)
        {
            tls.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            tls.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }

        return tls;
    }
}
