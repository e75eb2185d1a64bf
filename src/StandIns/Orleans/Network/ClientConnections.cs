using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Messaging;
using Orleans.Placement;
using Orleans.Runtime;

namespace Orleans.Networking;

/// <summary>
/// The connections of a client to gateways: a few of them, so that the loss of one leaves others. The list of gateways is read again at times, and
/// whenever a connection is lost.
/// </summary>
internal sealed partial class ClientConnections(
    IServiceProvider services,
    Handshake handshake,
    GrainManifests manifests,
    IOptions<ClusterOptions> cluster,
    IOptions<ConnectionOptions> options,
    TimeProvider timeProvider,
    TaskScheduler threads,
    Random random,
    ILogger<ClientConnections> logger) : IPeer, IDisposable
{
    private const int ConnectionsMax = 3;

    private readonly Lock _gate = new();
    private readonly List<PeerConnection> _connections = [];
    private readonly List<PeerConnection> _leaving = [];
    private readonly Queue<Invocation> _waiting = new();
    private readonly ulong _taste = (ulong)random.NextInt64();
    private readonly CancellationTokenSource _stopped = new();
    private TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _keeping = Task.CompletedTask;

    // A client knows no membership; gateways go by their own.
    public int Version => 0;

    private IGatewayListProvider Gateways => services.GetService<IGatewayListProvider>()
        ?? throw new OrleansConfigurationException("Clustering has not been configured: call IClientBuilder.UseAdoNetClustering(...).");

    /// <exception cref="SiloUnavailableException">No gateway could be reached.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Gateways.InitializeGatewayListProvider();
        while (await ConnectAsync(cancellationToken) is { } failure)
        {
            if (services.GetService<IClientConnectionRetryFilter>() is not { } filter || !await filter.ShouldRetryConnectionAttempt(failure, cancellationToken))
            {
                throw failure;
            }
        }

        _keeping = threads.RunAsync(KeepConnectedAsync);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await threads.CancelAsync(_stopped);
        await _keeping;
        RejectWaiting(new SiloUnavailableException("This client is stopping."));
        PeerConnection[] connections;
        lock (_gate)
        {
            connections = [.. _connections, .. _leaving];
        }

        foreach (var connection in connections)
        {
            connection.Close();
        }

        await Task.WhenAll(connections.Select(connection => connection.Closed)).WaitAsync(cancellationToken);
    }

    public void Dispose() => _stopped.Dispose();

    /// <summary>Sends a call to the gateway that is in charge of that hash, or lets it wait until there is one.</summary>
    public void Send(ulong hash, Invocation call)
    {
        lock (_gate)
        {
            // One that ended just now is passed over.
            for (var i = 0; i < _connections.Count; i++)
            {
                if (_connections[(int)((hash + (ulong)i) % (ulong)_connections.Count)].TrySend(call))
                {
                    return;
                }
            }

            if (!_stopped.IsCancellationRequested && _waiting.Count < CallLane.HeldBackMax)
            {
                _waiting.Enqueue(call);
                return;
            }
        }

        call.Reject(Unreachable(null));
    }

    public void Receive(IncomingCall call) =>
        call.Reject(new OrleansMessageRejectionException("This is a client, which has no grains."));

    public void NotSent(Invocation call) => services.GetRequiredService<ICallRouter>().Redirect(call, 0);

    /// <summary>The gateway stops: its connection goes on until it has answered, and new calls go to others.</summary>
    public void Leaving(PeerConnection connection)
    {
        lock (_gate)
        {
            if (_connections.Remove(connection))
            {
                _leaving.Add(connection);
            }

            _lost.TrySetResult();
        }
    }

    private async Task KeepConnectedAsync()
    {
        while (!_stopped.IsCancellationRequested)
        {
            await WaitForReasonAsync();
            if (_stopped.IsCancellationRequested)
            {
                return;
            }

            var since = timeProvider.GetTimestamp();
            while (await ConnectAsync(_stopped.Token) is { } failure && !_stopped.IsCancellationRequested)
            {
                LogDisconnected(logger, cluster.Value.ClusterId, failure.Message);
                if (timeProvider.GetElapsedTime(since) >= options.Value.OpenConnectionTimeout)
                {
                    RejectWaiting(failure);
                }

                await PauseAsync(options.Value.ConnectionRetryDelay);
            }
        }
    }

    private async Task WaitForReasonAsync()
    {
        var lost = _lost.Task;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(_stopped.Token);
        await Task.WhenAny(lost, Task.Delay(Gateways.MaxStaleness, timeProvider, enough.Token));
        await threads.CancelAsync(enough);
        lock (_gate)
        {
            _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    // Connects to gateways until there are enough connections; the failure if there is none at all.
    private async Task<SiloUnavailableException?> ConnectAsync(CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            var gateways = (await Gateways.GetGateways()).Select(GatewayAddress.Parse).Where(gateway => gateway.Endpoint.Port > 0).ToArray();
            foreach (var gateway in gateways.OrderBy(gateway => Preference(gateway)))
            {
                if (Count() >= ConnectionsMax)
                {
                    break;
                }

                failure = await TryConnectAsync(gateway, cancellationToken) ?? failure;
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            failure = exception;
        }

        return Count() > 0 ? null : Unreachable(failure);
    }

    // Each client starts elsewhere, so that gateways share them.
    private ulong Preference(SiloAddress gateway) =>
        RendezvousHash.Score(RendezvousHash.Of(gateway.ToString()), _taste);

    private int Count()
    {
        lock (_gate)
        {
            return _connections.Count;
        }
    }

    private async Task<Exception?> TryConnectAsync(SiloAddress gateway, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_connections.Concat(_leaving).Any(connection => gateway.Equals(connection.Silo)))
            {
                return null;
            }
        }

        try
        {
            var hello = new Hello { Protocol = Hello.ProtocolVersion, ClusterId = cluster.Value.ClusterId };
            var (context, transport, welcome) = await handshake.OpenAsync(gateway.Endpoint, hello, cancellationToken);
            foreach (var manifest in welcome.Manifests)
            {
                manifests.Learn(manifest);
            }

            Begin(new PeerConnection(
                context, transport, $"the gateway {gateway}", gateway, this, services.GetRequiredService<GrainCaller>(), threads));
            return null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return exception;
        }
    }

    private void Begin(PeerConnection connection)
    {
        lock (_gate)
        {
            _connections.Add(connection);
            while (_waiting.TryDequeue(out var call))
            {
                if (!call.IsAbandoned)
                {
                    connection.TrySend(call);
                }
            }
        }

        _ = threads.RunAsync(() => RunAsync(connection));
    }

    private async Task RunAsync(PeerConnection connection)
    {
        await connection.RunAsync();
        lock (_gate)
        {
            _connections.Remove(connection);
            _leaving.Remove(connection);
            _lost.TrySetResult();
        }
    }

    private void RejectWaiting(Exception reason)
    {
        Invocation[] waiting;
        lock (_gate)
        {
            waiting = [.. _waiting];
            _waiting.Clear();
        }

        foreach (var call in waiting)
        {
            call.Reject(reason);
        }
    }

    private async Task PauseAsync(TimeSpan time)
    {
        try
        {
            await Task.Delay(time, timeProvider, _stopped.Token);
        }
        catch (OperationCanceledException)
        {
            // The client stops.
        }
    }

    private SiloUnavailableException Unreachable(Exception? failure) => new(
        $"The cluster \"{cluster.Value.ClusterId}\" has no live silo with a gateway that this client can reach"
        + (failure is null ? ": start one first." : $": {failure.Message}"),
        failure!);

    [LoggerMessage(Level = LogLevel.Warning, Message = "This client of the cluster {ClusterId} has no connection: {Reason}")]
    private static partial void LogDisconnected(ILogger logger, string clusterId, string reason);
}
