using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Orleans.Connections.Security;

/// <summary>Decides whether the certificate of the other side is a good one.</summary>
/// <param name="certificate">The certificate.</param>
/// <param name="chain">Its chain, as far as the system's authorities make one.</param>
/// <param name="policyErrors">What is wrong by the system's own rules.</param>
public delegate bool RemoteCertificateValidator(X509Certificate2 certificate, X509Chain? chain, SslPolicyErrors policyErrors);
