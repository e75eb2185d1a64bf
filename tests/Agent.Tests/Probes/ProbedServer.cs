using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Orchestrator.Agent.Tests.Probes;

/// <summary>A real server on a port of its own.</summary>
internal sealed class ProbedServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private ProbedServer(WebApplication application) => _application = application;

    public int Port => new Uri(_application.Urls.Single()).Port;

    /// <summary>The connections that requests came on.</summary>
    public ConcurrentDictionary<string, int> Connections { get; } = new();

    /// <summary>How many requests came.</summary>
    public int Requests => Connections.Values.Sum();

    public static async Task<ProbedServer> StartAsync(RequestDelegate handle, HttpProtocols protocols = HttpProtocols.Http1, bool tls = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = protocols;
            if (tls)
            {
                listen.UseHttps(SelfSigned());
            }
        }));
        var server = new ProbedServer(builder.Build());
        server._application.Run(async context =>
        {
            server.Connections.AddOrUpdate(context.Connection.Id, 1, (_, count) => count + 1);
            await handle(context);
        });
        await server._application.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
    }

    // For a name that nobody asks for: what probes take is any certificate.
    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=elsewhere.example", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddDays(-1));
    }
}
