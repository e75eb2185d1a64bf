using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;

namespace Orleans.Connections.Security;

/// <summary>How connections between silos, and of clients to silos, are secured.</summary>
public class TlsOptions
{
    /// <summary>The certificate that this side shows, where no selector is set.</summary>
    public X509Certificate2? LocalCertificate { get; set; }

    /// <summary>Chooses, for each connection that is accepted, the certificate that this side shows.</summary>
    public Func<ConnectionContext, string?, X509Certificate2>? LocalServerCertificateSelector { get; set; }

    /// <summary>Chooses, for each connection that this side opens, the certificate that it shows.</summary>
    public Func<object, string, X509CertificateCollection, X509Certificate?, string[], X509Certificate2?>? LocalClientCertificateSelector { get; set; }

    /// <summary>Whether the other side has to show a certificate, whoever opened the connection.</summary>
    public RemoteCertificateMode RemoteCertificateMode { get; set; } = RemoteCertificateMode.RequireCertificate;

    /// <summary>Decides on certificates of the other side in place of the system's own rules.</summary>
    public RemoteCertificateValidator? RemoteCertificateValidation { get; set; }

    /// <summary>Called for each connection that this side opens, before the handshake.</summary>
    public Action<ConnectionContext, TlsClientAuthenticationOptions>? OnAuthenticateAsClient { get; set; }

    /// <summary>How long a handshake may take.</summary>
    public TimeSpan HandshakeTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
