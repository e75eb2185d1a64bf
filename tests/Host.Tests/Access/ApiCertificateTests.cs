using System.Security.Cryptography.X509Certificates;
using Orchestrator.Host.Access;
using Orchestrator.Host.Certificates;
using Orchestrator.TestKit;

namespace Orchestrator.Host.Tests.Access;

/// <summary>What the API shows to its clients, and what its owner shows to it.</summary>
public sealed class ApiCertificateTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Certificate_of_the_api_is_good_for_the_names_it_was_made_for()
    {
        using var authority = CertificateAuthority.Create("a cluster", TimeSpan.FromDays(3650), Now);
        var shown = new ApiCertificates(authority, "control-a", ["kubernetes.default.svc", "10.0.0.1"], [], new ManualTimeProvider()).Server.TargetCertificate;

        Assert.True(shown.MatchesHostname("kubernetes.default.svc"));
        Assert.True(shown.MatchesHostname("10.0.0.1"));
        Assert.True(shown.MatchesHostname("control-a"));
        Assert.False(shown.MatchesHostname("10.0.0.2"));
    }

    [Fact]
    public void Certificate_of_the_api_is_made_anew_before_it_ends()
    {
        using var authority = CertificateAuthority.Create("a cluster", TimeSpan.FromDays(3650), Now);
        var time = new ManualTimeProvider();
        var certificates = new ApiCertificates(authority, "control-a", [], [], time);
        var first = certificates.Server.TargetCertificate;

        time.Advance(TimeSpan.FromDays(300));
        Assert.Same(first, certificates.Server.TargetCertificate);
        time.Advance(TimeSpan.FromDays(10));
        Assert.True(certificates.Server.TargetCertificate.NotAfter > first.NotAfter);
    }

    [Fact]
    public void Authority_of_clients_does_not_carry_its_key()
    {
        using var authority = CertificateAuthority.Create("a cluster", TimeSpan.FromDays(3650), Now);
        var certificates = new ApiCertificates(authority, "control-a", [], [], new ManualTimeProvider());

        Assert.False(Assert.Single(certificates.ClientAuthorities).HasPrivateKey);
    }

    [Fact]
    public void Certificate_of_a_client_names_user_and_groups_and_serves_nothing()
    {
        using var authority = CertificateAuthority.Create("a cluster", TimeSpan.FromDays(3650), Now);
        using var client = CertificateAuthority.IssueClient(authority, "jane", ["team-a", "team-b"], TimeSpan.FromDays(365), Now);

        Assert.Equal("O=team-a, O=team-b, CN=jane", client.Subject);
        var usages = Assert.Single(client.Extensions.OfType<X509EnhancedKeyUsageExtension>()).EnhancedKeyUsages;
        Assert.Equal("1.3.6.1.5.5.7.3.2", Assert.Single(usages.Cast<System.Security.Cryptography.Oid>()).Value);
    }
}
