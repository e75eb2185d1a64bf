using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrator.Agent;
using Orchestrator.Agent.Pressure;
using Orchestrator.Containers.Docker;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Messages;
using Orchestrator.Gateway;
using Orchestrator.Grains;
using Orchestrator.Host.Telemetry;
using Orchestrator.Storage;
using Orchestrator.Storage.Schema;
using Orchestrator.Storage.Silo;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Orchestrator.Host.Serving;

/// <summary>Puts a silo together: control plane, node agent and gateway in one process.</summary>
internal static class Server
{
    private const string ServiceId = "orchestrator";

    /// <summary>How long the parts of the host have to stop.</summary>
    public static readonly TimeSpan StopAllowed = TimeSpan.FromSeconds(60);

    /// <summary>Migrates the database and builds the host.</summary>
    public static async Task<WebApplication> BuildAsync(ServeSettings settings, CancellationToken cancellationToken)
    {
        Ports.RequireFree("--listen", Ports.AddressOf(settings.Listen), settings.Listen.Port);
        Ports.RequireFree("--silo-port", settings.SiloAddress, settings.SiloPort);
        Ports.RequireFree("--client-port", settings.SiloAddress, settings.ClientPort);
        var builder = WebApplication.CreateSlimBuilder();
        Logs.Configure(builder.Logging);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = StopAllowed);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IIdentities, Identities>();
        builder.Services.AddPostgresStorage(options => (options.ConnectionString, options.SecretsKeyFile) = (settings.Postgres, settings.SecretsKeyFile));
        builder.Services.AddDockerEngine(options => options.ReadEnvironment(Environment.GetEnvironmentVariable));
        builder.Services.AddControlPlane();
        builder.Services.AddOrchestratorTelemetry(settings.Name);
        builder.Services.AddGateway(options =>
        {
            options.ListenUrls = settings.Listen.ToString();
            options.AllowNonLoopback = settings.AllowRemote;
        });
        builder.UseOrleans(silo => ConfigureSilo(silo, settings));

        await MigrateAsync(settings, cancellationToken);
        var app = builder.Build();
        app.MapGateway();
        return app;
    }

    private static async Task MigrateAsync(ServeSettings settings, CancellationToken cancellationToken)
    {
        using var logs = LoggerFactory.Create(Logs.Configure);
        await using var database = Storage.ServiceCollectionExtensions.CreateDataSource(settings.Postgres);
        await SchemaMigrator.MigrateAsync(database, logs.CreateLogger("Orchestrator.Storage.Schema"), TimeProvider.System, cancellationToken);
    }

    private static void ConfigureSilo(ISiloBuilder silo, ServeSettings settings)
    {
        silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (settings.ClusterId, ServiceId));
        silo.Configure<SiloOptions>(options => options.SiloName = settings.Name);
        silo.ConfigureEndpoints(
            settings.SiloAddress,
            Ports.Choose(settings.SiloAddress, settings.SiloPort, Ports.Silo),
            Ports.Choose(settings.SiloAddress, settings.ClientPort, Ports.Client));
        silo.UsePostgres(settings.Postgres);
        silo.Services.AddOrchestratorMessages();
        silo.AddNodeAgent(options =>
        {
            (options.NodeName, options.ClusterId, options.Labels) = (settings.Name, settings.ClusterId, settings.NodeLabels);
            options.RemoveContainersOnExit = settings.RemoveContainersOnExit;
            options.PodSubnets = settings.PodSubnets.IsEmpty ? options.PodSubnets : settings.PodSubnets;
            options.PodsMax = settings.PodsMax ?? options.PodsMax;
            options.ReservedMilliCpu = settings.Resources.ReservedMilliCpu ?? options.ReservedMilliCpu;
            options.ReservedMemoryBytes = settings.Resources.ReservedMemoryBytes ?? options.ReservedMemoryBytes;
            options.ContainerPidsMax = settings.Resources.ContainerPidsMax ?? options.ContainerPidsMax;
            options.DataFolder = settings.DataFolder ?? options.DataFolder;
            (options.Images.RegistryConfigFile, options.Images.Collection) = (settings.RegistryConfigFile, settings.ImageCollection);
        });
        silo.Services.Configure<PressureOptions>(options =>
        {
            options.EvictionHard = settings.Resources.EvictionHard ?? options.EvictionHard;
            options.EvictionSoft = settings.Resources.EvictionSoft ?? options.EvictionSoft;
            options.EvictionSoftGrace = settings.Resources.EvictionSoftGrace ?? options.EvictionSoftGrace;
        });
    }
}
