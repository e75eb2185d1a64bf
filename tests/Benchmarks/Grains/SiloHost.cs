using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Serialization;

namespace Orchestrator.Benchmarks.Grains;

/// <summary>Hosts for silos and clients that know the grains of this benchmark and nothing else.</summary>
internal static class SiloHost
{
    private const string Service = "bench";
    private const string Invariant = "Npgsql";

    /// <summary>A silo on loopback.</summary>
    public static IHost Silo(SiloHostSettings settings)
    {
        var builder = Builder();
        builder.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (settings.Cluster, Service));
            silo.Configure<SiloOptions>(options => options.SiloName = settings.Name);
            silo.ConfigureEndpoints(IPAddress.Loopback, settings.SiloPort, settings.ClientPort);
            silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Invariant, settings.Database));
            silo.Services.AddSerializer(serializer => serializer.AddJsonSerializer(isSupported: IsMessage));
        });
        return builder.Build();
    }

    /// <summary>A client of the silos in a database.</summary>
    public static IHost Client(string cluster, string database)
    {
        var builder = Builder();
        builder.UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster, Service));
            client.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Invariant, database));
            client.Services.AddSerializer(serializer => serializer.AddJsonSerializer(isSupported: IsMessage));
        });
        return builder.Build();
    }

    private static HostApplicationBuilder Builder()
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
        return builder;
    }

    private static bool IsMessage(Type type) => type == typeof(CallPlan) || type == typeof(ActivationPlan);
}
