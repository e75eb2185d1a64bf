using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Orleans.Connections.Security;
using Orleans.Hosting;

namespace StandIns.Tests.Silos;

public sealed class TlsTests : IAsyncLifetime
{
    private readonly X509Certificate2 _authority = Certificate("the authority", null);
    private TestDatabase _database = null!;
    private TestCluster _cluster = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        var own = Certificate("silo", _authority);
        _cluster = await TestCluster.StartAsync(_database, 2, silo => silo.UseTls(options => Set(options, own)));
    }

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await _database.DisposeAsync();
        _authority.Dispose();
    }

    [Fact]
    public async Task Silos_and_clients_with_certificates_of_one_authority_talk()
    {
        var remote = await _cluster.TurnGrainAsync("silo-b", caller: "silo-a");
        Assert.Equal(1, await remote.Increment());
        using var own = Certificate("client", _authority);
        await using var client = await TestClient.StartAsync(_database, _cluster.ClusterId, builder => builder.UseTls(options => Set(options, own)));
        Assert.Equal(1, await client.Grains.GetGrain<ITurnGrain>("tls/client").Increment());
    }

    [Fact]
    public async Task A_client_with_a_certificate_of_its_own_making_is_refused()
    {
        using var own = Certificate("stranger", null);
        await Assert.ThrowsAnyAsync<Exception>(() => TestClient.StartAsync(
            _database, _cluster.ClusterId, builder => builder.UseTls(options => Set(options, own))));
    }

    [Fact]
    public async Task A_client_without_TLS_is_refused() =>
        await Assert.ThrowsAnyAsync<Exception>(() => TestClient.StartAsync(_database, _cluster.ClusterId));

    private static X509Certificate2 Certificate(string name, X509Certificate2? issuer)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(issuer is null, false, 0, true));
        var from = DateTimeOffset.UtcNow.AddHours(-1);
        var until = DateTimeOffset.UtcNow.AddHours(1);
        if (issuer is null)
        {
            return request.CreateSelfSigned(from.AddHours(-1), until.AddHours(1));
        }

        using var issued = request.Create(issuer, from, until, RandomNumberGenerator.GetBytes(8));
        using var whole = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }

    private void Set(TlsOptions options, X509Certificate2 own)
    {
        options.LocalCertificate = own;
        options.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.LocalClientCertificateSelector = (_, _, _, _, _) => own;
        options.RemoteCertificateValidation = IsOfAuthority;
        options.OnAuthenticateAsClient = (_, client) => client.TargetHost = "silo";
    }

    private bool IsOfAuthority(X509Certificate2 certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        using var own = new X509Chain();
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.Add(_authority);
        return own.Build(certificate);
    }
}
