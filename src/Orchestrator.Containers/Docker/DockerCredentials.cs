using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Docker.DotNet;
using Docker.DotNet.X509;

namespace Orchestrator.Containers.Docker;

/// <summary>Makes what proves our identity to an engine, and checks the engine's.</summary>
internal static class DockerCredentials
{
    /// <summary>The credentials for an engine: a client certificate for TCP with TLS, and none otherwise.</summary>
    public static Credentials Create(DockerEngineOptions options)
    {
        if (!options.TlsVerify || !options.Endpoint.StartsWith("tcp:", StringComparison.OrdinalIgnoreCase))
        {
            return new AnonymousCredentials();
        }

        var directory = options.CertificateDirectory ?? throw new InvalidOperationException($"{nameof(options.CertificateDirectory)} is not set.");
        var authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(directory, "ca.pem"));
        var client = X509Certificate2.CreateFromPemFile(Path.Combine(directory, "cert.pem"), Path.Combine(directory, "key.pem"));
        return new CertificateCredentials(client)
        {
            ServerCertificateValidationCallback = (_, certificate, _, errors) => IsSignedBy(authority, certificate, errors),
        };
    }

    // Only the authority that was named counts, as with Docker's own tools: the machine's store trusts far too many to run containers.
    private static bool IsSignedBy(X509Certificate2 authority, X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (certificate is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var presented = X509CertificateLoader.LoadCertificate(certificate.Export(X509ContentType.Cert));
        return chain.Build(presented);
    }
}
