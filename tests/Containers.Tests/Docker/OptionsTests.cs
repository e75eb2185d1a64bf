using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orchestrator.Containers.Docker;

namespace Orchestrator.Containers.Tests.Docker;

public sealed class OptionsTests
{
    [Fact]
    public void Environment_with_nothing_set_means_the_local_engine()
    {
        var options = Read([]);

        Assert.Equal(("unix:///var/run/docker.sock", false, null), (options.Endpoint, options.TlsVerify, options.CertificateDirectory));
    }

    [Fact]
    public void Environment_with_TLS_names_the_certificates()
    {
        var options = Read(new() { ["DOCKER_HOST"] = "tcp://engine:2376", ["DOCKER_TLS_VERIFY"] = "1", ["DOCKER_CERT_PATH"] = "/certs" });

        Assert.Equal(("tcp://engine:2376", true, "/certs"), (options.Endpoint, options.TlsVerify, options.CertificateDirectory));
    }

    [Fact]
    public void Environment_with_TLS_and_no_folder_means_the_one_in_the_home_folder()
    {
        Assert.Equal("/home/me/.docker", Read(new() { ["DOCKER_TLS_VERIFY"] = "yes", ["HOME"] = "/home/me" }).CertificateDirectory);
    }

    [Theory]
    [InlineData("docker.sock")]
    [InlineData("ssh://host")]
    [InlineData("")]
    public async Task Host_with_a_wrong_endpoint_does_not_start_and_says_what_would_be_right(string endpoint)
    {
        var failure = await StartAsync(options => options.Endpoint = endpoint);

        Assert.Contains("Endpoint (DOCKER_HOST) must be unix:///path/to/socket or tcp://host:port", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_with_wrong_times_or_without_certificates_does_not_start_and_names_each()
    {
        var failure = await StartAsync(options =>
        {
            options.Endpoint = "tcp://localhost";
            options.TlsVerify = true;
            options.CertificateDirectory = "/nowhere";
            options.CallTimeout = TimeSpan.Zero;
            options.PullStallTimeout = TimeSpan.FromSeconds(-1);
        });

        Assert.All(["CallTimeout", "PullStallTimeout", "ca.pem", "cert.pem", "key.pem"], word => Assert.Contains(word, failure.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void AddDockerEngine_gives_one_engine()
    {
        using var services = new ServiceCollection().AddLogging().AddDockerEngine(options => options.Endpoint = "unix:///x.sock").BuildServiceProvider();

        Assert.IsType<DockerEngine>(services.GetRequiredService<IContainerEngine>());
        Assert.Same(services.GetRequiredService<DockerEngine>(), services.GetRequiredService<IContainerEngine>());
        Assert.Equal("unix:///x.sock", services.GetRequiredService<IOptions<DockerEngineOptions>>().Value.Endpoint);
    }

    private static DockerEngineOptions Read(Dictionary<string, string> variables)
    {
        var options = new DockerEngineOptions();
        options.ReadEnvironment(name => variables.GetValueOrDefault(name));
        return options;
    }

    private static async Task<OptionsValidationException> StartAsync(Action<DockerEngineOptions> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddDockerEngine(configure);
        using var host = builder.Build();
        return await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
    }
}
