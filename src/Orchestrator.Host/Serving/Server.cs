using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrator.Agent;
using Orchestrator.Agent.Pressure;
using Orchestrator.Containers.Docker;
using Orchestrator.Contracts.Messages;
using Orchestrator.Grains;
using Orchestrator.Host.Certificates;
using Orchestrator.Host.Telemetry;
using Orchestrator.Storage;
using Orchestrator.Storage.Schema;
using Orchestrator.Storage.Silo;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Orchestrator.Host.Serving;

/// <summary>Puts a silo together: control plane with the API, node agent, or both.</summary>
internal static class Server
{
    // Less, and silos that have just started on a busy machine are taken for gone, or do not answer those that join.
    private static readonly TimeSpan ProbeTimeoutMax = TimeSpan.FromSeconds(1);

    /// <summary>Migrates the database and builds the host.</summary>
    public static async Task<WebApplication> BuildAsync(ServeSettings settings, CancellationToken cancellationToken)
    {
        Ports.RequireFree("--silo-port", settings.SiloAddress, settings.SiloPort);
        Ports.RequireFree("--client-port", settings.SiloAddress, settings.ClientPort);
        var builder = Application.Builder(settings, settings.HasGateway);
        var tls = Application.Tls(settings);
        if (settings.IsControl)
        {
            builder.Services.AddControlPlane(settings.ControlPlane);
            builder.Services.AddClusterCensus();
        }

        builder.UseOrleans(silo => ConfigureSilo(silo, settings, tls));
        await MigrateAsync(settings, cancellationToken);
        return await Application.BuildAsync(builder, settings, settings.HasGateway, cancellationToken);
    }

    private static async Task MigrateAsync(ServeSettings settings, CancellationToken cancellationToken)
    {
        await using var database = Storage.ServiceCollectionExtensions.CreateDataSource(settings.Postgres);
        await SchemaMigrator.MigrateAsync(database, Logs.CreateLogger("Orchestrator.Storage.Schema"), TimeProvider.System, cancellationToken);
    }

    private static void ConfigureSilo(ISiloBuilder silo, ServeSettings settings, SiloTls? tls)
    {
        silo.Configure(Application.Cluster(settings));
        silo.Configure<SiloOptions>(options => options.SiloName = settings.Name);
        silo.ConfigureEndpoints(
            settings.SiloAddress,
            Ports.Choose(settings.SiloAddress, settings.SiloPort, Ports.Silo),
            Ports.Choose(settings.SiloAddress, settings.ClientPort, Ports.Client));
        silo.UsePostgres(settings.Postgres);
        silo.Configure<ClusterMembershipOptions>(LoseWithinSeconds);
        silo.Services.AddOrchestratorMessages();
        silo.HostOnly(settings.Roles);
        silo.AddSiloMetrics();
        if (TelemetryExtensions.IsExported)
        {
            silo.AddActivityPropagation();
        }

        if (tls is not null)
        {
            silo.UseTls(tls.Configure);
        }

        if (settings.IsWorker)
        {
            ConfigureNode(silo, settings);
        }
        else
        {
            silo.AddNodePlacement();
        }
    }

    // Microsoft Orleans gives a probe five seconds otherwise, and nothing would be placed for long where the scheduler's silo was lost.
    private static void LoseWithinSeconds(ClusterMembershipOptions options) =>
        options.ProbeTimeout = options.ProbeTimeout > ProbeTimeoutMax ? ProbeTimeoutMax : options.ProbeTimeout;

    private static void ConfigureNode(ISiloBuilder silo, ServeSettings settings)
    {
        silo.Services.AddDockerEngine(options => options.ReadEnvironment(Environment.GetEnvironmentVariable));
        silo.AddNodeAgent(options =>
        {
            (options.NodeName, options.ClusterId, options.Labels) = (settings.Name, settings.ClusterId, settings.NodeLabels);
            options.RemoveContainersOnExit = settings.RemoveContainersOnExit;
            (options.Taints, options.ExtendedResources) = (settings.Resources.Taints, settings.Resources.Extended);
            options.PodSubnets = settings.PodSubnets.IsEmpty ? options.PodSubnets : settings.PodSubnets;
            options.PodsMax = settings.PodsMax ?? options.PodsMax;
            options.ReservedMilliCpu = settings.Resources.ReservedMilliCpu ?? options.ReservedMilliCpu;
            options.ReservedMemoryBytes = settings.Resources.ReservedMemoryBytes ?? options.ReservedMemoryBytes;
            options.ContainerPidsMax = settings.Resources.ContainerPidsMax ?? options.ContainerPidsMax;
            settings.Resources.Set(options.Devices);
            options.DataFolder = settings.DataFolder ?? options.DataFolder;
            (options.Images.RegistryConfigFile, options.Images.Collection) = (settings.RegistryConfigFile, settings.ImageCollection);
            options.Images.ReportedMax = settings.ReportedImagesMax ?? options.Images.ReportedMax;
        });
        silo.Services.Configure<PressureOptions>(options =>
        {
            options.EvictionHard = settings.Resources.EvictionHard ?? options.EvictionHard;
            options.EvictionSoft = settings.Resources.EvictionSoft ?? options.EvictionSoft;
            options.EvictionSoftGrace = settings.Resources.EvictionSoftGrace ?? options.EvictionSoftGrace;
        });
    }
}
