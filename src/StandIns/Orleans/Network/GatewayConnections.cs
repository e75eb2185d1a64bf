using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Messaging;
using Orleans.Placement;
using Orleans.Runtime;

namespace Orleans.Networking;

/// <summary>The connections of clients to this silo. What they call is passed on to the silos that own the grains.</summary>
internal sealed class GatewayConnections(
    IServiceProvider services, Handshake handshake, LocalSilo local, LocalManifest manifest, GrainManifests manifests, SiloStatusOracle oracle, TaskScheduler threads)
    : IPeer, IDisposable
{
    private readonly Lock _gate = new();
    private readonly HashSet<PeerConnection> _connections = [];
    private bool _isLeaving;

    public int Version => oracle.Snapshot.Version;

    /// <summary>Serves a connection that a client made.</summary>
    public async Task ServeAsync(ConnectionContext context)
    {
        var (transport, hello) = await handshake.HearAsync(context);
        var refusal = handshake.Refusal(hello)
            ?? (hello.Silo is not null ? "This port is for clients; silos connect to the silo port." : null)
            ?? (_isLeaving ? $"The silo {local.SiloAddress} is stopping." : null);
        await handshake.AnswerAsync(
            transport, new Welcome { Refusal = refusal, Silo = local.SiloAddress, Manifests = [.. manifests.All.Remove(manifest.Value).Insert(0, manifest.Value)] });
        if (refusal is not null)
        {
            throw new ConnectionRefusedException(refusal);
        }

        var connection = new PeerConnection(
            context, transport, $"the client at {context.RemoteEndPoint}", null, this, services.GetRequiredService<GrainCaller>(), threads);
        await RunAsync(connection);
    }

    public void Receive(IncomingCall call) => services.GetRequiredService<ClusterRouter>().Receive(call);

    public void NotSent(Invocation call) => call.Reject(new SiloUnavailableException("The client is gone."));

    public void Leaving(PeerConnection connection)
    {
        // A client that stops hangs up.
    }

    /// <summary>Tells clients to call other silos, and takes no new ones.</summary>
    public void SayLeaving()
    {
        foreach (var connection in All(leaving: true))
        {
            connection.SayLeaving();
        }
    }

    /// <summary>Waits until what clients called is answered, and ends their connections.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(All(leaving: true).Select(connection => connection.LeaveAsync())).WaitAsync(cancellationToken);
    }

    /// <summary>Ends all connections at once.</summary>
    public void Dispose()
    {
        foreach (var connection in All(leaving: true))
        {
            connection.Abort("The silo ended.");
        }
    }

    private PeerConnection[] All(bool leaving)
    {
        lock (_gate)
        {
            _isLeaving |= leaving;
            return [.. _connections];
        }
    }

    private async Task RunAsync(PeerConnection connection)
    {
        lock (_gate)
        {
            _connections.Add(connection);
        }

        if (_isLeaving)
        {
            connection.SayLeaving();
        }

        try
        {
            await connection.RunAsync();
        }
        finally
        {
            lock (_gate)
            {
                _connections.Remove(connection);
            }
        }
    }
}
