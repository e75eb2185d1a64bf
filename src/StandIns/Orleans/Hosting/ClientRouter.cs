using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Messaging;

/// <summary>Brings a client's calls to the silo of its cluster, which must run in the same process.</summary>
internal sealed class ClientRouter(
    IOptions<ClusterOptions> cluster, IOptions<AdoNetClusteringClientOptions> options, QueryDatabases databases) : ICallRouter, IHostedService
{
    public void Dispatch(GrainProxy target, Request request) => Silo().Dispatch(target, request);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var settings = options.Value;
        var database = databases.Get(AdoNetInvariant.Require(settings.ConnectionString, settings.Invariant, nameof(AdoNetClusteringClientOptions)));
        var gateways = await database.ReadAsync(
            "GatewaysQueryKey",
            parameters => parameters.Text("DeploymentId", cluster.Value.ClusterId).Integer("Status", (int)SiloStatus.Active),
            reader => reader.GetString(0),
            cancellationToken);
        if (gateways.Count == 0)
        {
            throw new SiloUnavailableException($"The cluster \"{cluster.Value.ClusterId}\" has no live silo with a gateway: start one first.");
        }

        Silo();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private ICallRouter Silo() => InProcessSilos.Find(cluster.Value.ClusterId)
        ?? throw new SiloUnavailableException(
            $"No silo of the cluster \"{cluster.Value.ClusterId}\" runs in this process. A client of this build of Orleans reaches silos of its own process only: "
            + "start the silo's host first, or build with -p:UsePackages=true.");
}
