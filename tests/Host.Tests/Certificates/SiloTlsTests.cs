using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Host.Certificates;
using Orchestrator.Host.Serving;
using Orchestrator.Host.Tests.Support;
using Orchestrator.TestKit;

namespace Orchestrator.Host.Tests.Certificates;

/// <summary>Who may talk to whom, by real handshakes.</summary>
public sealed class SiloTlsTests : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private readonly TemporaryFolder _folder = new();
    private readonly X509Certificate2 _authority = CertificateAuthority.Create("test", TimeSpan.FromDays(100), Now);

    [Fact]
    public async Task Members_of_one_authority_talk() =>
        Assert.Equal("CN=a", (await Handshake.TryAsync(Member("a", "127.0.0.1").Configure, Member("b", "192.0.2.1").Configure))?.Subject);

    [Fact]
    public async Task Member_whose_certificate_names_no_address_may_be_anywhere() =>
        Assert.NotNull(await Handshake.TryAsync(Member("a").Configure, Member("b").Configure));

    [Fact]
    public async Task Member_at_another_address_than_its_certificate_says_is_not_called() =>
        Assert.Null(await Handshake.TryAsync(Member("a", "192.0.2.1").Configure, Member("b").Configure));

    [Fact]
    public async Task Stranger_without_a_certificate_is_turned_away() => Assert.Null(await Handshake.TryAsync(Member("a").Configure, null));

    [Fact]
    public async Task Certificate_of_another_authority_is_turned_away_by_either_side()
    {
        using var other = CertificateAuthority.Create("test", TimeSpan.FromDays(100), Now);

        Assert.Null(await Handshake.TryAsync(Member("a").Configure, Member("b", by: other).Configure));
        Assert.Null(await Handshake.TryAsync(Member("c", by: other).Configure, Member("d").Configure));
    }

    [Fact]
    public async Task Certificate_whose_time_is_over_is_turned_away()
    {
        var time = new ManualTimeProvider();
        time.Advance(Now - time.GetUtcNow());
        var server = Member("a", time: time);
        var client = Member("b", days: 1, time: time);
        Assert.NotNull(await Handshake.TryAsync(server.Configure, client.Configure));

        time.Advance(TimeSpan.FromDays(2));

        Assert.Null(await Handshake.TryAsync(server.Configure, client.Configure));
    }

    [Fact]
    public async Task Changed_certificate_counts_from_the_next_connection_on()
    {
        var (server, client) = (Member("a"), Member("b"));
        var first = await Handshake.TryAsync(server.Configure, client.Configure);

        Renew("a");

        var second = await Handshake.TryAsync(server.Configure, client.Configure);
        Assert.NotEqual(first!.SerialNumber, second!.SerialNumber);
    }

    [Fact]
    public async Task Certificate_that_is_half_written_leaves_the_one_from_before()
    {
        var (server, client) = (Member("a"), Member("b"));
        var first = await Handshake.TryAsync(server.Configure, client.Configure);

        File.WriteAllText(Path.Combine(_folder.Path, "a", "tls.crt"), "-----BEGIN CERTIFICATE-----\nMII");

        Assert.Equal(first!.SerialNumber, (await Handshake.TryAsync(server.Configure, client.Configure))!.SerialNumber);
    }

    [Fact]
    public void Own_certificate_that_no_other_silo_would_accept_is_refused()
    {
        Member("a");
        using var other = CertificateAuthority.Create("test", TimeSpan.FromDays(100), Now);
        File.WriteAllText(Path.Combine(_folder.Path, "a", "ca.crt"), other.ExportCertificatePem());

        var refused = Assert.Throws<InvalidSettingException>(() => new SiloTls(Path.Combine(_folder.Path, "a"), TimeProvider.System, NullLogger.Instance));

        Assert.Contains("is no certificate of ca.crt that silos accept", refused.Message);
    }

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    private SiloTls Member(string name, string? address = null, X509Certificate2? by = null, int days = 10, TimeProvider? time = null)
    {
        var authority = by ?? _authority;
        using var certificate = CertificateAuthority.Issue(authority, name, address is null ? [] : [address], TimeSpan.FromDays(days), Now);
        CertificateFiles.WriteCertificate(Path.Combine(_folder.Path, name), certificate, authority);
        return new SiloTls(Path.Combine(_folder.Path, name), time ?? TimeProvider.System, NullLogger.Instance);
    }

    private void Renew(string name)
    {
        Directory.Delete(Path.Combine(_folder.Path, name), recursive: true);
        Member(name);
    }
}
