using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Docker.DotNet.X509;

/// <summary>A client certificate, with which an engine that listens with <c>--tlsverify</c> lets the client in.</summary>
public class CertificateCredentials(X509Certificate2 clientCertificate) : Credentials
{
    /// <summary>Decides whether the engine's certificate is the right one; the platform's rules where null.</summary>
    public RemoteCertificateValidationCallback? ServerCertificateValidationCallback { get; set; }

    /// <inheritdoc />
    public override bool IsTlsCredentials() => true;

    /// <inheritdoc />
    public override HttpMessageHandler GetHandler(HttpMessageHandler innerHandler)
    {
        var handler = (SocketsHttpHandler)innerHandler;
        handler.SslOptions.ClientCertificates = [clientCertificate];
        handler.SslOptions.RemoteCertificateValidationCallback = ServerCertificateValidationCallback;
        return handler;
    }
}
