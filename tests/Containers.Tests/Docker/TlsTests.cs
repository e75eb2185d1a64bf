using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Docker.DotNet;
using Docker.DotNet.Models;
using Docker.DotNet.X509;
using Orchestrator.Containers.Docker;
using Orchestrator.Containers.Tests.Support;

namespace Orchestrator.Containers.Tests.Docker;

[Collection(RealEngineSuite.Name)]
public sealed class TlsTests(RealEngine real)
{
    [Fact]
    public async Task Engine_over_TCP_with_TLS_runs_a_container_and_tells_its_events_and_output()
    {
        await using var front = new TlsFront(RealEngine.SocketPath);
        using var engine = Create(front, front.Certificates);
        var labels = new Dictionary<string, string>(real.Labels) { ["tls"] = real.NewName("tls") };
        await using var watch = await Watch.OpenAsync(engine, labels);

        var id = await engine.CreateContainerAsync(real.Spec("tls", "echo", "over tls") with { Labels = labels }, default);
        await engine.StartContainerAsync(id, default);

        await watch.UntilAsync(happened => happened.Type == ContainerEventType.Died);
        Assert.Equal("over tls\n", await Texts.ReadAsync(engine.ReadLogsAsync(id, new LogOptions { Follow = true }, default)));
        Assert.Equal(id, Assert.Single(await engine.ListContainersAsync(labels, default)).Id);
    }

    [Fact]
    public async Task Exec_over_TLS_passes_the_end_of_its_input()
    {
        await using var front = new TlsFront(RealEngine.SocketPath);
        using var certificate = X509Certificate2.CreateFromPemFile(Path.Combine(front.Certificates, "cert.pem"), Path.Combine(front.Certificates, "key.pem"));
        var credentials = new CertificateCredentials(certificate)
        {
            ServerCertificateValidationCallback = (_, _, _, errors) => (errors & SslPolicyErrors.RemoteCertificateNameMismatch) == 0,
        };
        using var client = new DockerClientConfiguration(new Uri($"tcp://localhost:{front.Port}"), credentials).CreateClient();
        var id = await real.RunAsync(real.Spec("tlsexec", "sleep", "600"));
        var parameters = new ContainerExecCreateParameters { Cmd = ["cat"], AttachStdin = true, AttachStdout = true, AttachStderr = true };
        var exec = (await client.Exec.ExecCreateContainerAsync(id, parameters)).ID!;

        using var output = await client.Exec.StartAndAttachContainerExecAsync(exec, false);
        var input = "input"u8.ToArray();
        await output.WriteAsync(input, 0, input.Length, default);
        output.CloseWrite();

        Assert.Equal(("input", ""), await output.ReadOutputToEndAsync(default));
    }

    [Fact]
    public async Task Engine_whose_certificate_is_of_another_authority_is_not_spoken_to()
    {
        await using var front = new TlsFront(RealEngine.SocketPath);
        var folder = Directory.CreateTempSubdirectory("orc-test-tls-").FullName;
        using var other = TlsFront.CreateAuthority();
        using var client = front.Sign("CN=client", null);
        TlsFront.Write(folder, other, client);
        using var engine = Create(front, folder);

        await Engines.FailsAsync(EngineFault.Unavailable, () => engine.GetInfoAsync(default));

        Directory.Delete(folder, true);
    }

    [Fact]
    public async Task Engine_whose_certificate_is_for_another_host_is_not_spoken_to()
    {
        await using var front = new TlsFront(RealEngine.SocketPath, "elsewhere.example");
        using var engine = Create(front, front.Certificates);

        await Engines.FailsAsync(EngineFault.Unavailable, () => engine.GetInfoAsync(default));
    }

    [Fact]
    public async Task Engine_that_does_not_know_our_certificate_does_not_let_us_in()
    {
        await using var front = new TlsFront(RealEngine.SocketPath);
        var folder = Directory.CreateTempSubdirectory("orc-test-tls-").FullName;
        using var stranger = TlsFront.Sign(SignedElsewhere(), "CN=client", null);
        TlsFront.Write(folder, X509CertificateLoader.LoadCertificateFromFile(Path.Combine(front.Certificates, "ca.pem")), stranger);
        using var engine = Create(front, folder);

        await Engines.FailsAsync(EngineFault.Unavailable, () => engine.GetInfoAsync(default));

        Directory.Delete(folder, true);
    }

    private static X509Certificate2 SignedElsewhere()
    {
        using var key = System.Security.Cryptography.ECDsa.Create();
        var request = new CertificateRequest("CN=elsewhere", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static DockerEngine Create(TlsFront front, string certificates) => Engines.Create($"tcp://localhost:{front.Port}", options =>
    {
        options.TlsVerify = true;
        options.CertificateDirectory = certificates;
    });
}
