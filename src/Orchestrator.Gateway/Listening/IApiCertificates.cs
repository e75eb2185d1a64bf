using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.Gateway.Listening;

/// <summary>What the API shows to its clients over https, and whose certificates it takes from them. The host brings it where there is an https address.</summary>
public interface IApiCertificates
{
    /// <summary>The server's certificate, with its key and what leads to its authority, as it is now.</summary>
    SslStreamCertificateContext Server { get; }

    /// <summary>The authorities whose certificates say who a client is.</summary>
    X509Certificate2Collection ClientAuthorities { get; }
}
