using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Orchestrator.Gateway.Listening;
using Orchestrator.Host.Certificates;

namespace Orchestrator.Host.Access;

/// <summary>The API's certificates from its own authority. The server's is made by each process for itself, and made anew before it ends.</summary>
internal sealed class ApiCertificates : IApiCertificates
{
    private static readonly TimeSpan Validity = TimeSpan.FromDays(365);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(60);

    private readonly X509Certificate2 _authority;
    private readonly string _name;
    private readonly IReadOnlyList<string> _addresses;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private SslStreamCertificateContext _server;
    private DateTimeOffset _ends;

    /// <summary>Makes the server's certificate.</summary>
    /// <param name="authority">The authority, with its key.</param>
    /// <param name="name">Name of the silo or gateway.</param>
    /// <param name="addresses">IP addresses and host names under which clients reach it.</param>
    /// <param name="clients">Further authorities whose certificates say who a client is.</param>
    /// <param name="time">The time.</param>
    public ApiCertificates(X509Certificate2 authority, string name, IReadOnlyList<string> addresses, X509Certificate2Collection clients, TimeProvider time)
    {
        (_authority, _name, _addresses, _time) = (authority, name, addresses, time);
        ClientAuthorities = [X509CertificateLoader.LoadCertificate(authority.RawData), .. clients];
        (_server, _ends) = Issue();
    }

    /// <inheritdoc/>
    public SslStreamCertificateContext Server
    {
        get
        {
            lock (_gate)
            {
                if (_time.GetUtcNow() > _ends - RenewBefore)
                {
                    (_server, _ends) = Issue();
                }

                return _server;
            }
        }
    }

    /// <inheritdoc/>
    public X509Certificate2Collection ClientAuthorities { get; }

    private (SslStreamCertificateContext, DateTimeOffset) Issue()
    {
        var certificate = CertificateAuthority.Issue(_authority, _name, _addresses, Validity, _time.GetUtcNow());
        return (SslStreamCertificateContext.Create(certificate, null, offline: true), certificate.NotAfter);
    }
}
