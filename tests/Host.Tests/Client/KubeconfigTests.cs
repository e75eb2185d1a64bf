using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Orchestrator.Host.Client;
using Orchestrator.Host.Tests.Support;

namespace Orchestrator.Host.Tests.Client;

public sealed class KubeconfigTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly X509Certificate2 _serverCertificate = Certificate("server");

    [Fact]
    public async Task Kubeconfig_names_server_authority_token_and_namespace()
    {
        await using var server = await StartAsync();
        var path = Write(server.Url, $"certificate-authority-data: {Base64(_serverCertificate.ExportCertificatePem())}", "token: sesame");

        await Cli.RunAsync(["get", "pods", "--kubeconfig", path]);

        var request = server.Requests.Last();
        Assert.StartsWith("/api/v1/namespaces/shop/pods", request.Address, StringComparison.Ordinal);
        Assert.Equal("Bearer sesame", request.Authorization);
    }

    [Fact]
    public async Task Kubeconfig_of_the_environment_names_a_client_certificate_in_data_and_authority_in_a_file()
    {
        await using var server = await StartAsync();
        _folder.Write("ca.pem", _serverCertificate.ExportCertificatePem());
        using var client = Certificate("somebody");
        var key = client.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem();
        var path = Write(
            server.Url, "certificate-authority: ca.pem", $"client-certificate-data: {Base64(client.ExportCertificatePem())}, client-key-data: {Base64(key)}");

        await Cli.RunAsync(["get", "pods"], variables: new Dictionary<string, string> { ["KUBECONFIG"] = $"no-such-file:{path}" });

        Assert.Equal("CN=somebody", server.Requests.Last().ClientCertificate);
    }

    [Fact]
    public async Task Kubeconfig_without_the_authority_trusts_nobody_and_exits_3()
    {
        await using var server = await StartAsync();
        var path = Write(server.Url, "tls-server-name: localhost", "token: sesame");

        var (code, _, error) = await Cli.RunAsync(["get", "pods", "--kubeconfig", path]);

        Assert.Equal(ExitCode.Unreachable, code);
        Assert.Contains("cannot be trusted", error, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Kubeconfig_whose_authority_did_not_sign_trusts_nobody()
    {
        await using var server = await StartAsync();
        using var other = Certificate("other");
        var path = Write(server.Url, $"certificate-authority-data: {Base64(other.ExportCertificatePem())}", "token: sesame");

        Assert.Equal(ExitCode.Unreachable, (await Cli.RunAsync(["get", "pods", "--kubeconfig", path])).Code);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Kubeconfig_that_skips_verification_asks_without_it()
    {
        await using var server = await StartAsync();
        var path = Write(server.Url, "insecure-skip-tls-verify: true", "");

        await Cli.RunAsync(["get", "pods", "--kubeconfig", path]);

        Assert.NotEmpty(server.Requests);
    }

    [Fact]
    public async Task Token_is_not_sent_without_https()
    {
        await using var server = await FakeServer.StartAsync();
        var path = Write(server.Url, "tls-server-name: localhost", "token: sesame");

        await Cli.RunAsync(["get", "pods", "--kubeconfig", path]);

        Assert.All(server.Requests, request => Assert.Equal("", request.Authorization));
        Assert.NotEmpty(server.Requests);
    }

    [Theory]
    [InlineData("a: [", "cannot be read")]
    [InlineData("[]", "must be a mapping")]
    [InlineData("kind: Config", "has no current-context")]
    [InlineData("current-context: a", "has no context named \"a\"")]
    [InlineData("{current-context: a, contexts: [{name: a, context: {cluster: b}}]}", "has no cluster named \"b\"")]
    [InlineData("{current-context: a, contexts: [{name: a, context: {cluster: b}}], clusters: [{name: b, cluster: {server: nonsense}}]}", "must be a URL")]
    [InlineData("{current-context: a, contexts: [{name: a, context: {cluster: b}}], clusters: [{name: b, cluster: {server: 'http://x', certificate-authority-data: '%'}}]}", "base64")]
    [InlineData("{current-context: a, contexts: [{name: a, context: {cluster: b, user: u}}], clusters: [{name: b, cluster: {server: 'http://x'}}], users: [{name: u, user: {exec: {command: x}}}]}", "has exec")]
    [InlineData("{current-context: a, contexts: [{name: a, context: {cluster: b, user: u}}], clusters: [{name: b, cluster: {server: 'http://x'}}], users: [{name: u, user: {client-certificate-data: aGk=}}]}", "needs both")]
    public async Task Kubeconfig_that_cannot_be_used_is_misuse_and_says_why(string text, string expected)
    {
        var path = _folder.Write("config", text);

        var (code, _, error) = await Cli.RunAsync(["get", "pods", "--kubeconfig", path]);

        Assert.Equal(ExitCode.Misuse, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kubeconfig_that_does_not_exist_is_misuse()
    {
        var (code, _, error) = await Cli.RunAsync(["get", "pods"], variables: new Dictionary<string, string> { ["KUBECONFIG"] = "no-such-file" });

        Assert.Equal((ExitCode.Misuse, "error: the kubeconfig no-such-file does not exist\n"), (code, error));
    }

    public void Dispose()
    {
        _folder.Dispose();
        _serverCertificate.Dispose();
    }

    private Task<FakeServer> StartAsync() => FakeServer.StartAsync(_serverCertificate);

    private string Write(string url, string cluster, string user) => _folder.Write("config", $$"""
        apiVersion: v1
        kind: Config
        current-context: here
        contexts: [{name: other, context: { } }, {name: here, context: {cluster: c, user: u, namespace: shop} }]
        clusters: [{name: c, cluster: {server: '{{url}}', {{cluster}} } }]
        users: [{name: u, user: { {{user}} } }]
        """);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static X509Certificate2 Certificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
