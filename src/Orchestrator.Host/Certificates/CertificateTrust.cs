using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.Host.Certificates;

/// <summary>Whose certificates are accepted: those of the cluster's own authority, which serve and call; the system's authorities count for nothing.</summary>
internal static class CertificateTrust
{
    private const string ServerUsage = "1.3.6.1.5.5.7.3.1";
    private const string ClientUsage = "1.3.6.1.5.5.7.3.2";

    /// <summary>What is wrong with a certificate; null where nothing is.</summary>
    public static string? Problem(X509Certificate2 certificate, X509Certificate2Collection authorities, DateTimeOffset now)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerUsage));
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientUsage));
        return chain.Build(certificate) ? null : string.Join(", ", chain.ChainStatus.Select(status => status.Status).Distinct());
    }

    /// <summary>
    /// Whether the other side is a member that may be at the address that was called. A certificate that names no address is good for any, because not
    /// everybody knows the addresses of machines beforehand.
    /// </summary>
    public static bool Accepts(X509Certificate2 certificate, SslPolicyErrors errors, X509Certificate2Collection authorities, DateTimeOffset now)
    {
        var namesAddresses = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Any(names => names.EnumerateIPAddresses().Any());
        return Problem(certificate, authorities, now) is null && !(namesAddresses && errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch));
    }
}
