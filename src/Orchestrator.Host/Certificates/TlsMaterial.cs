using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Orchestrator.Host.Serving;

namespace Orchestrator.Host.Certificates;

/// <summary>What is shown to the other side of a connection, and whom it is trusted by.</summary>
internal sealed record TlsMaterial
{
    /// <summary>The own certificate, with its key.</summary>
    public required X509Certificate2 Certificate { get; init; }

    /// <summary>The authorities whose certificates are members'.</summary>
    public required X509Certificate2Collection Authorities { get; init; }

    /// <summary>The files' text, by which a change is seen.</summary>
    public required string Text { get; init; }

    /// <summary>Reads the three files of a folder, or gives back what was read before where they are the same.</summary>
    /// <exception cref="InvalidSettingException">They are not what they have to be.</exception>
    public static TlsMaterial Read(string folder, TlsMaterial? before, DateTimeOffset now)
    {
        try
        {
            string[] texts = [.. new[] { CertificateFiles.Authority, CertificateFiles.Certificate, CertificateFiles.Key }.Select(name => File.ReadAllText(Path.Combine(folder, name)))];
            var text = string.Join('\n', texts);
            if (before?.Text == text)
            {
                return before;
            }

            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPem(texts[0]);
            var read = new TlsMaterial { Certificate = X509Certificate2.CreateFromPem(texts[1], texts[2]), Authorities = authorities, Text = text };

            // Nobody would trust a certificate that we do not trust ourselves; better said here than by refused connections.
            return CertificateTrust.Problem(read.Certificate, read.Authorities, now) is { } problem
                ? throw new InvalidSettingException($"{Path.Combine(folder, CertificateFiles.Certificate)} is no certificate of {CertificateFiles.Authority} that silos accept: {problem}.")
                : read;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new InvalidSettingException(
                $"--tls-dir {folder} must hold {CertificateFiles.Authority}, {CertificateFiles.Certificate} and {CertificateFiles.Key} as PEM: {e.Message}");
        }
    }
}
