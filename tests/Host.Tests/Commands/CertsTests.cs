using System.Net;
using System.Security.Cryptography.X509Certificates;
using Orchestrator.Host.Certificates;
using Orchestrator.Host.Tests.Support;

namespace Orchestrator.Host.Tests.Commands;

public sealed class CertsTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Authority_and_certificate_are_made_with_keys_for_their_owner_only()
    {
        var folder = Path.Combine(_folder.Path, "certs");
        Assert.Equal(0, (await Orc.RunAsync("certs", "init", folder, "--cluster", "blue")).Code);
        Assert.Equal(0, (await Orc.RunAsync("certs", "issue", folder, "worker-a", "--address", "10.0.0.3", "--address", "a.example", "--days", "30")).Code);

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Path.Combine(folder, "ca.key")));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Path.Combine(folder, "worker-a", "tls.key")));
        Assert.False(File.Exists(Path.Combine(folder, "worker-a", "ca.key")));
        var now = TimeProvider.System.GetUtcNow();
        var material = TlsMaterial.Read(Path.Combine(folder, "worker-a"), null, now);
        var names = material.Certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();
        Assert.Equal(["worker-a", "a.example"], names.EnumerateDnsNames());
        Assert.Equal([IPAddress.Parse("10.0.0.3")], names.EnumerateIPAddresses());
        Assert.Equal("CN=blue certificate authority", material.Certificate.Issuer);
        Assert.InRange(material.Certificate.NotAfter.ToUniversalTime() - now.UtcDateTime, TimeSpan.FromDays(29), TimeSpan.FromDays(30));
        Assert.Equal(256, material.Certificate.GetECDsaPrivateKey()!.KeySize);
    }

    [Fact]
    public async Task What_is_there_is_not_overwritten()
    {
        await Orc.RunAsync("certs", "init", _folder.Path);
        await Orc.RunAsync("certs", "issue", _folder.Path, "a");
        var before = Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Order().Select(File.ReadAllText).ToList();
        Assert.Equal(5, before.Count);

        var authority = await Orc.RunAsync("certs", "init", _folder.Path);
        var certificate = await Orc.RunAsync("certs", "issue", _folder.Path, "a");

        Assert.Equal((1, 1), (authority.Code, certificate.Code));
        Assert.Contains("ca.crt exists, and is not overwritten; remove it first, or choose another folder or name.", authority.Output);
        Assert.Contains("is not overwritten", certificate.Output);
        Assert.Equal(before, Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Order().Select(File.ReadAllText));
    }

    [Theory]
    [InlineData("Worker", "name must be a lower-case DNS name such as worker-a; got 'Worker'.")]
    [InlineData("../up", "name must be a lower-case DNS name such as worker-a; got '../up'.")]
    public async Task Name_that_is_none_is_refused(string name, string sentence)
    {
        await Orc.RunAsync("certs", "init", _folder.Path);
        var run = await Orc.RunAsync("certs", "issue", _folder.Path, name);

        Assert.Equal(1, run.Code);
        Assert.Contains(sentence, run.Output);
    }

    [Fact]
    public async Task Certificate_of_no_authority_is_refused()
    {
        var run = await Orc.RunAsync("certs", "issue", _folder.Path, "a");

        Assert.Equal(1, run.Code);
        Assert.Contains($"Make one with orc certs init {_folder.Path}.", run.Output);
    }

    [Fact]
    public void Certificate_ends_with_its_authority_at_the_latest()
    {
        var now = new DateTimeOffset(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);
        using var authority = CertificateAuthority.Create("test", TimeSpan.FromDays(10), now);
        using var certificate = CertificateAuthority.Issue(authority, "a", [], TimeSpan.FromDays(365), now.AddDays(1));

        Assert.Equal(authority.NotAfter, certificate.NotAfter);
    }

    public void Dispose() => _folder.Dispose();
}
