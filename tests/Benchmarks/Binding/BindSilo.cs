using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrator.Agent;
using Orchestrator.Agent.Placement;
using Orchestrator.Agent.Streams;
using Orchestrator.Benchmarks.Grains;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Messages;
using Orchestrator.Gateway;
using Orchestrator.Grains;
using Orchestrator.Storage;
using Orchestrator.Storage.Silo;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Orchestrator.Benchmarks.Binding;

/// <summary>Hosts for silos with the real control plane, whose nodes have no machines, and for clients of them.</summary>
internal static class BindSilo
{
    private const string Service = "bench";

    /// <summary>A silo on loopback, which serves the API.</summary>
    public static IHost Make(SiloHostSettings settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        Log(builder.Logging);
        builder.Services.AddGateway(options => options.ListenUrls = $"http://127.0.0.1:{settings.ApiPort}");
        builder.Services.AddSingleton<IIdentities, RandomIdentities>();
        builder.Services.AddPostgresStorage(options => options.ConnectionString = settings.Database);
        builder.Services.AddControlPlane();
        builder.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (settings.Cluster, Service));
            silo.Configure<SiloOptions>(options => options.SiloName = settings.Name);
            silo.ConfigureEndpoints(IPAddress.Loopback, settings.SiloPort, settings.ClientPort);
            silo.UsePostgres(settings.Database);
            silo.Services.AddOrchestratorMessages();
            silo.AddIncomingGrainCallFilter<SchedulerSign>();
            silo.Services.AddSingleton<INodeAgent, SimulatedAgent>();
            silo.Services.AddSingleton<INodeStreams, SimulatedAgent>();
            silo.Services.AddPlacementDirector<NodePlacement, SimulatedPlacement>();
        });
        return builder.Build().MapGateway();
    }

    /// <summary>A client of the silos in a database.</summary>
    public static IHost Client(string cluster, string database)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        Log(builder.Logging);
        builder.UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster, Service));
            client.UsePostgres(database);
            client.Services.AddOrchestratorMessages();
        });
        return builder.Build();
    }

    private static void Log(ILoggingBuilder logging) =>
        logging.ClearProviders().AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
}
