using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Placement;
using Orleans.Runtime;

namespace Orleans.Networking;

/// <summary>The silo's two ports, for silos and for clients, and what is spoken on them.</summary>
internal sealed class SiloNetwork(
    LocalSilo silo,
    IOptions<EndpointOptions> endpoints,
    Func<ConnectionListener> newListener,
    SiloConnections silos,
    GatewayConnections clients,
    LocalManifest manifest,
    GrainManifests manifests,
    OwnershipWatch watch) : IAsyncDisposable
{
    private readonly ConnectionListener _siloPort = newListener();
    private readonly ConnectionListener? _gatewayPort = endpoints.Value.GatewayPort == 0 ? null : newListener();

    /// <summary>Takes both ports.</summary>
    /// <exception cref="OrleansException">Somebody else has one of them.</exception>
    public async Task BindAsync(CancellationToken cancellationToken)
    {
        await _siloPort.BindAsync(silo.ListeningEndpoint, "silo", cancellationToken);
        if (_gatewayPort is not null)
        {
            await _gatewayPort.BindAsync(endpoints.Value.GatewayListeningEndpoint ?? silo.GatewayAddress.Endpoint, "gateway", cancellationToken);
        }
    }

    /// <summary>Talks to other silos; called when this one has its row in the membership, and so its address.</summary>
    public void Join()
    {
        manifests.Learn(manifest.Value);
        watch.Start();
        _siloPort.Serve(silos.ServeAsync);
    }

    /// <summary>Lets clients in.</summary>
    public void Open() => _gatewayPort?.Serve(clients.ServeAsync);

    /// <summary>Sends clients to other silos.</summary>
    public void SayLeaving() => clients.SayLeaving();

    /// <summary>Answers what came, and ends all connections.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await clients.StopAsync(cancellationToken);
        await silos.StopAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        watch.Dispose();
        await _siloPort.DisposeAsync();
        if (_gatewayPort is not null)
        {
            await _gatewayPort.DisposeAsync();
        }

        clients.Dispose();
        silos.Dispose();
    }
}
