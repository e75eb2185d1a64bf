using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Orchestrator.Host.Serving;

namespace Orchestrator.Host.Certificates;

/// <summary>The files of certificates and keys, by the names that Kubernetes gives them in Secrets. Keys are for their owner only.</summary>
internal static class CertificateFiles
{
    /// <summary>The certificate of the authority.</summary>
    public const string Authority = "ca.crt";

    /// <summary>The key of the authority.</summary>
    public const string AuthorityKey = "ca.key";

    /// <summary>The certificate of a silo or client.</summary>
    public const string Certificate = "tls.crt";

    /// <summary>Its key.</summary>
    public const string Key = "tls.key";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerOnlyFolder = OwnerOnly | UnixFileMode.UserExecute;

    /// <summary>Writes an authority and its key.</summary>
    /// <exception cref="InvalidSettingException">There is one, or the folder cannot be written to.</exception>
    public static void WriteAuthority(string folder, X509Certificate2 authority) =>
        Write(folder, [(Authority, authority.ExportCertificatePem(), false), (AuthorityKey, KeyOf(authority), true)]);

    /// <summary>Writes a certificate, its key, and the certificate of its authority.</summary>
    /// <inheritdoc cref="WriteAuthority" path="/exception"/>
    public static void WriteCertificate(string folder, X509Certificate2 certificate, X509Certificate2 authority) => Write(
        folder,
        [(Authority, authority.ExportCertificatePem(), false), (Certificate, certificate.ExportCertificatePem(), false), (Key, KeyOf(certificate), true)]);

    /// <summary>Reads an authority with its key.</summary>
    /// <exception cref="InvalidSettingException">There is none that can be read.</exception>
    public static X509Certificate2 ReadAuthority(string folder)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(Path.Combine(folder, Authority), Path.Combine(folder, AuthorityKey));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new InvalidSettingException($"{folder} holds no authority that can be read ({Authority} and {AuthorityKey}): {e.Message} Make one with orc certs init {folder}.");
        }
    }

    private static string KeyOf(X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey() ?? throw new InvalidOperationException("The certificate has no ECDSA key.");
        return key.ExportPkcs8PrivateKeyPem();
    }

    private static void Write(string folder, (string Name, string Text, bool IsSecret)[] files)
    {
        try
        {
            Directory.CreateDirectory(folder, OwnerOnlyFolder);
            if (files.Select(file => Path.Combine(folder, file.Name)).FirstOrDefault(File.Exists) is { } present)
            {
                throw new InvalidSettingException($"{present} exists, and is not overwritten; remove it first, or choose another folder or name.");
            }

            foreach (var (name, text, isSecret) in files)
            {
                var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
                options.UnixCreateMode = isSecret ? OwnerOnly : OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
                using var file = new StreamWriter(Path.Combine(folder, name), options);
                file.WriteLine(text);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidSettingException($"The files cannot be written to {folder}: {e.Message}");
        }
    }
}
