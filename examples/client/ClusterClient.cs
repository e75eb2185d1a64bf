using Microsoft.Extensions.Hosting;
using Orchestrator.Contracts.Messages;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Orchestrator.Examples.Client;

/// <summary>What makes a .NET program a client of a cluster.</summary>
internal static class ClusterClient
{
    private const string Service = "orchestrator";

    /// <summary>Adds the client: it finds the silos in the cluster's database, and writes messages as they do.</summary>
    public static void AddClusterClient(this HostApplicationBuilder builder, string postgres, string cluster, string? tlsFolder) => builder.UseOrleansClient(client =>
    {
        client.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster, Service));
        client.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = ("Npgsql", postgres));
        client.Services.AddOrchestratorMessages();
        if (tlsFolder is not null)
        {
            client.UseTls(new ClusterCertificate(tlsFolder).Configure);
        }
    });
}
