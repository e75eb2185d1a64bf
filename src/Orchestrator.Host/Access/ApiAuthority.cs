using System.Security.Cryptography.X509Certificates;
using Orchestrator.Contracts.Access;
using Orchestrator.Contracts.Reading;
using Orchestrator.Host.Certificates;
using Orchestrator.Host.Serving;
using Orchestrator.Storage.Secrets;

namespace Orchestrator.Host.Access;

/// <summary>The API's own certificate authority: made once for a cluster, and kept encrypted in its database.</summary>
internal static class ApiAuthority
{
    private const string KeyName = "api-authority";
    private static readonly TimeSpan Validity = TimeSpan.FromDays(3650);

    /// <summary>The authority, with its key.</summary>
    /// <exception cref="InvalidSettingException">There is no key to keep it with.</exception>
    public static async Task<X509Certificate2> GetAsync(IClusterKeys keys, string cluster, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            var pem = await keys.GetOrMakeAsync(KeyName, () => Make(cluster, time.GetUtcNow()), cancellationToken);
            return X509Certificate2.CreateFromPem(pem, pem);
        }
        catch (SealedValueException fault)
        {
            throw new InvalidSettingException(
                $"The API's certificate authority is kept encrypted in the database, and {fault.Message}. Set {SecretKeyring.Setting}, or bring certificates with --api-tls-dir.");
        }
    }

    private static string Make(string cluster, DateTimeOffset now)
    {
        using var authority = CertificateAuthority.Create($"{cluster} api authority", Validity, now);
        using var key = authority.GetECDsaPrivateKey()!;
        return $"{authority.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
    }
}
