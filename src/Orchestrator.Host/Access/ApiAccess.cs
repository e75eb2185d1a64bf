using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Orchestrator.Contracts.Access;
using Orchestrator.Contracts.Reading;
using Orchestrator.Gateway.Listening;
using Orchestrator.Host.Certificates;
using Orchestrator.Host.Serving;

namespace Orchestrator.Host.Access;

/// <summary>What an API that is served over https needs: what it shows to its clients, and what its owner shows to it.</summary>
/// <param name="Certificates">What the API shows.</param>
/// <param name="Kubeconfig">What a kubeconfig says of this server, with the credentials of the cluster's owner.</param>
internal sealed record ApiAccess(IApiCertificates Certificates, KubeconfigAccess Kubeconfig)
{
    private const string OwnerName = "system:admin";
    private const string OwnerGroup = "system:masters";
    private static readonly TimeSpan OwnerValidity = TimeSpan.FromDays(365);
    private static readonly string[] ClusterNames = ["kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local", "localhost"];

    /// <summary>Prepares it: with the cluster's own authority, and the server's certificate from that or from files.</summary>
    /// <exception cref="InvalidSettingException">A file is not what it has to be, or there is no key to keep an authority with.</exception>
    public static async Task<ApiAccess> PrepareAsync(HostSettings settings, IClusterKeys keys, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var clients = settings.ClientAuthorityFile is { } file ? ReadAuthorities(file) : [];
        if (settings.ApiTlsFolder is not { } folder)
        {
            var authority = await AuthorityAsync(settings, keys, time, logger, cancellationToken);
            string[] addresses = [.. ClusterNames, "127.0.0.1", "::1", .. AddressesOf(settings.Listen), .. settings.ApiAddresses];
            return new ApiAccess(
                new ApiCertificates(authority, settings.Name, [.. addresses.Distinct()], clients, time),
                KubeconfigOf(authority.ExportCertificatePem(), authority, time));
        }

        // The owner's credentials come from the cluster's authority there, too, where there is a key to keep one with.
        var own = settings.SecretsKeyFile is null ? null : await AuthorityAsync(settings, keys, time, logger, cancellationToken);
        if (own is not null)
        {
            clients.Add(X509CertificateLoader.LoadCertificate(own.RawData));
        }

        var issuer = Path.Combine(folder, CertificateFiles.Authority);
        return new ApiAccess(new GivenCertificates(folder, clients, time, logger), KubeconfigOf(File.Exists(issuer) ? await File.ReadAllTextAsync(issuer, cancellationToken) : null, own, time));
    }

    private static async Task<X509Certificate2> AuthorityAsync(HostSettings settings, IClusterKeys keys, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var wait = new ClusterWait(time, logger);
        while (true)
        {
            try
            {
                return await ApiAuthority.GetAsync(keys, settings.ClusterId, time, cancellationToken);
            }
            catch (StorageUnavailableException fault)
            {
                // A gateway may start before the silo that sets the database up; whoever starts both need not know which is sooner.
                await wait.TryAgainAsync(fault, cancellationToken);
            }
        }
    }

    private static KubeconfigAccess KubeconfigOf(string? issuer, X509Certificate2? authority, TimeProvider time)
    {
        if (authority is null)
        {
            return new KubeconfigAccess(issuer, null, null);
        }

        using var owner = CertificateAuthority.IssueClient(authority, OwnerName, [OwnerGroup], OwnerValidity, time.GetUtcNow());
        using var key = owner.GetECDsaPrivateKey()!;
        return new KubeconfigAccess(issuer, owner.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    private static IEnumerable<string> AddressesOf(Uri listen) => Ports.AddressOf(listen) is var address && !address.Equals(System.Net.IPAddress.Any) && !address.Equals(System.Net.IPAddress.IPv6Any)
        ? [address.ToString()]
        : [System.Net.Dns.GetHostName().ToLowerInvariant(), .. System.Net.Dns.GetHostAddresses(System.Net.Dns.GetHostName()).Select(own => own.ToString()).Where(own => !own.Contains('%', StringComparison.Ordinal))];

    private static X509Certificate2Collection ReadAuthorities(string file)
    {
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(file);
            return authorities.Count > 0 ? authorities : throw new InvalidSettingException($"--client-ca {file} holds no certificate");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new InvalidSettingException($"--client-ca {file} must hold certificates of authorities as PEM: {e.Message}");
        }
    }
}
