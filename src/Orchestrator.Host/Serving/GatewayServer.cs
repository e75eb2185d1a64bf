using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Orchestrator.Contracts.Messages;
using Orchestrator.Storage.Silo;
using Orleans.Hosting;

namespace Orchestrator.Host.Serving;

/// <summary>Puts a gateway together: a client of the cluster that serves the API and hosts no grains.</summary>
internal static class GatewayServer
{
    /// <summary>Builds the host.</summary>
    public static Task<WebApplication> BuildAsync(HostSettings settings, CancellationToken cancellationToken)
    {
        var builder = Application.Builder(settings, hasApi: true);
        var tls = Application.Tls(settings);
        builder.UseOrleansClient(client =>
        {
            client.Configure(Application.Cluster(settings));
            client.UsePostgres(settings.Postgres);
            client.UseConnectionRetryFilter(new ClusterWait(TimeProvider.System, Logs.CreateLogger("Orchestrator.Host.Gateway")).TryAgainAsync);
            client.Services.AddOrchestratorMessages();
            if (tls is not null)
            {
                client.UseTls(tls.Configure);
            }
        });
        return Application.BuildAsync(builder, settings, hasApi: true, cancellationToken);
    }
}
