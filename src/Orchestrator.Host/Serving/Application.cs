using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Access;
using Orchestrator.Gateway;
using Orchestrator.Host.Access;
using Orchestrator.Host.Certificates;
using Orchestrator.Host.Telemetry;
using Orchestrator.Storage;
using Orleans.Configuration;
using GatewayOptions = Orchestrator.Gateway.GatewayOptions;

namespace Orchestrator.Host.Serving;

/// <summary>What silos and gateways have in common.</summary>
internal static class Application
{
    private const string ServiceId = "orchestrator";

    /// <summary>How long the parts of the host have to stop.</summary>
    public static readonly TimeSpan StopAllowed = TimeSpan.FromSeconds(60);

    /// <summary>A builder with logs, time, the read side, metrics, and HTTP with or without the API.</summary>
    public static WebApplicationBuilder Builder(HostSettings settings, bool hasApi)
    {
        Ports.RequireFree("--listen", Ports.AddressOf(settings.Listen), settings.Listen.Port);
        var builder = WebApplication.CreateSlimBuilder();
        Logs.Configure(builder.Logging);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = StopAllowed);
        builder.Services.AddSingleton<IHostLifetime, CommandLifetime>();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IIdentities, Identities>();
        AddStorage(builder.Services, settings);
        builder.Services.AddOrchestratorTelemetry(settings.Name);
        _ = hasApi ? builder.Services.AddGateway(Configure).AddAccessUpkeep() : builder.Services.AddGatewayHealth(Configure);
        return builder;

        void Configure(GatewayOptions options)
        {
            (options.ListenUrls, options.AllowNonLoopback) = (settings.Listen.ToString(), settings.AllowRemote);
            options.ServiceAddresses = settings.ServiceAddresses ?? options.ServiceAddresses;
            options.ServiceNodePorts = settings.ServiceNodePorts ?? options.ServiceNodePorts;
        }
    }

    /// <summary>The application, with its routes. The database is set up, or will be by others.</summary>
    /// <exception cref="InvalidSettingException">The API cannot be served over https as it was asked for.</exception>
    public static async Task<WebApplication> BuildAsync(WebApplicationBuilder builder, HostSettings settings, bool hasApi, CancellationToken cancellationToken)
    {
        if (hasApi && settings.Listen.Scheme == Uri.UriSchemeHttps)
        {
            var access = await AccessAsync(settings, cancellationToken);
            builder.Services.AddSingleton(access);
            builder.Services.AddSingleton(access.Certificates);
        }

        var app = builder.Build();
        _ = hasApi ? app.MapGateway() : app.MapGatewayHealth();
        app.MapPrometheusScrapingEndpoint();
        return app;
    }

    private static async Task<ApiAccess> AccessAsync(HostSettings settings, CancellationToken cancellationToken)
    {
        // Certificates are needed before there is a host, so they are read by services of their own.
        var services = new ServiceCollection().AddLogging(Logs.Configure).AddMetrics().AddSingleton(TimeProvider.System).AddSingleton<IIdentities, Identities>();
        AddStorage(services, settings);
        await using var storage = services.BuildServiceProvider();
        return await ApiAccess.PrepareAsync(
            settings, storage.GetRequiredService<IClusterKeys>(), TimeProvider.System, Logs.CreateLogger("Orchestrator.Host.Gateway"), cancellationToken);
    }

    private static void AddStorage(IServiceCollection services, HostSettings settings) => services.AddPostgresStorage(options =>
    {
        (options.ConnectionString, options.SecretsKeyFile) = (settings.Postgres, settings.SecretsKeyFile);
        options.ListFreshnessTimeout = settings.ListFreshnessTimeout ?? options.ListFreshnessTimeout;
    });

    /// <summary>Says which cluster it is.</summary>
    public static Action<ClusterOptions> Cluster(HostSettings settings) => options => (options.ClusterId, options.ServiceId) = (settings.ClusterId, ServiceId);

    /// <summary>TLS between silos and clients, or null where it was not asked for.</summary>
    /// <exception cref="InvalidSettingException">The certificates are not what they have to be.</exception>
    public static SiloTls? Tls(HostSettings settings) =>
        settings.TlsFolder is { } folder ? new SiloTls(folder, TimeProvider.System, Logs.CreateLogger("Orchestrator.Host.Certificates")) : null;
}
