using System.Collections.Concurrent;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Messaging;
using Orleans.Placement;
using Orleans.Runtime;

namespace Orleans.Networking;

/// <summary>The connections of this silo to others: one for each pair, made by whichever of the two needs it first.</summary>
internal sealed partial class SiloConnections(
    IServiceProvider services,
    Handshake handshake,
    LocalSilo local,
    LocalManifest manifest,
    GrainManifests manifests,
    SiloStatusOracle oracle,
    MembershipCatchUp membership,
    TimeProvider timeProvider,
    TaskScheduler threads,
    IOptions<ConnectionOptions> options,
    ILogger<SiloConnections> logger) : IPeer, IDisposable
{
    private readonly ConcurrentDictionary<SiloAddress, SiloPeer> _peers = new();
    private readonly CancellationTokenSource _stopped = new();

    public int Version => oracle.Snapshot.Version;

    private ClusterRouter Router => services.GetRequiredService<ClusterRouter>();

    private GrainCaller Caller => services.GetRequiredService<GrainCaller>();

    /// <summary>Sends a call to a silo, which is connected to if it is not yet.</summary>
    public void Send(SiloAddress silo, Invocation call)
    {
        var peer = PeerOf(silo);
        if (peer.Send(call))
        {
            _ = threads.RunAsync(() => OpenAsync(peer));
        }
    }

    /// <summary>Connects to a silo, if it is not connected, to hear what grain classes it has. False if it cannot be reached.</summary>
    public async Task<bool> HearAsync(SiloAddress silo)
    {
        var peer = PeerOf(silo);
        if (peer.TryBeginOpening())
        {
            await OpenAsync(peer);
        }

        var started = timeProvider.GetTimestamp();
        while (!manifests.Has(silo) && peer.IsOpening && timeProvider.GetElapsedTime(started) < options.Value.OpenConnectionTimeout)
        {
            await Task.Delay(options.Value.ConnectionRetryDelay / 10, timeProvider);
        }

        return manifests.Has(silo);
    }

    /// <summary>Serves a connection that another silo made.</summary>
    public async Task ServeAsync(ConnectionContext context)
    {
        var (transport, hello) = await handshake.HearAsync(context);
        if (Refuse(hello) is { } refusal)
        {
            await handshake.AnswerAsync(transport, refusal);
            throw new ConnectionRefusedException(refusal.Refusal!, refusal.IsOnItsWay);
        }

        // Who connects may be new, or know of somebody who is.
        _ = membership.EnsureAsync(hello.Version);
        manifests.Learn(hello.Manifest!);
        await handshake.AnswerAsync(transport, new Welcome { Silo = local.SiloAddress, Manifests = [manifest.Value] });
        await RunAsync(PeerOf(hello.Silo!), Connection(context, transport, hello.Silo!), isOwn: false);
    }

    public void Receive(IncomingCall call) => Router.Receive(call);

    public void NotSent(Invocation call) => Router.Redirect(call, Version);

    // A silo that stops has said so in the membership before.
    public void Leaving(PeerConnection connection)
    {
        var peer = PeerOf(connection.Silo!);
        if (peer.Retire(connection))
        {
            _ = threads.RunAsync(() => OpenAsync(peer));
        }

        _ = membership.TryRefreshAsync();
    }

    /// <summary>Ends the connections to silos that are dead: what was sent to them fails, and what was not goes to other owners.</summary>
    public void Bury(MembershipSnapshot snapshot)
    {
        foreach (var peer in Peers().Where(peer => IsGone(peer.Silo, snapshot)))
        {
            foreach (var connection in peer.Connections)
            {
                connection.Abort($"The silo {peer.Silo} is dead.");
            }

            _peers.TryRemove(peer.Silo, out _);
        }

        manifests.Keep(silo => !IsGone(silo, snapshot));
    }

    /// <summary>Waits until what came is answered, and ends all connections.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(Peers().SelectMany(peer => peer.Connections).Select(connection => connection.LeaveAsync())).WaitAsync(cancellationToken);
        await threads.CancelAsync(_stopped);
    }

    /// <summary>Ends all connections at once.</summary>
    public void Dispose()
    {
        _stopped.Cancel();
        foreach (var connection in Peers().SelectMany(peer => peer.Connections))
        {
            connection.Abort("The silo ended.");
        }
    }

    private static bool IsGone(SiloAddress silo, MembershipSnapshot snapshot) => snapshot.Rows.Any(row =>
        row.Address.Equals(silo) ? row.Status == SiloStatus.Dead : row.Address.Endpoint.Equals(silo.Endpoint) && row.Address.Generation > silo.Generation);

    // A silo that is stopping answers what it has, and takes nothing new.
    private static bool IsLeaving(SiloAddress silo, MembershipSnapshot snapshot) =>
        IsGone(silo, snapshot) || snapshot.Find(silo) is { Status: SiloStatus.ShuttingDown or SiloStatus.Stopping };

    // In an order that does not differ from process to process.
    private IEnumerable<SiloPeer> Peers() => _peers.Values.OrderBy(peer => peer.Silo.ToString(), StringComparer.Ordinal);

    private SiloPeer PeerOf(SiloAddress silo) => _peers.GetOrAdd(silo, static silo => new SiloPeer(silo));

    private PeerConnection Connection(ConnectionContext context, IDuplexPipe transport, SiloAddress silo) =>
        new(context, transport, $"the silo {silo}", silo, this, Caller, threads);

    private Welcome? Refuse(Hello hello)
    {
        if (handshake.Refusal(hello) is { } sentence)
        {
            return new Welcome { Refusal = sentence };
        }

        if (hello.Silo is not { } silo || !silo.Equals(hello.Manifest?.Silo))
        {
            return new Welcome { Refusal = "This port is for silos; clients connect to the gateway port." };
        }

        if (!local.SiloAddress.Equals(hello.Target))
        {
            return new Welcome { Refusal = $"This is the silo {local.SiloAddress}; {hello.Target}, which was expected here, is another run of it." };
        }

        if (IsGone(silo, oracle.Snapshot))
        {
            return new Welcome { Refusal = $"The silo {silo} was declared dead by the cluster, or another started in its place." };
        }

        // Where both sides connect at once, the one with the smaller address goes on.
        return PeerOf(silo).IsOpening && string.CompareOrdinal(local.SiloAddress.ToString(), silo.ToString()) < 0
            ? new Welcome { Refusal = $"The silo {local.SiloAddress} is connecting itself.", IsOnItsWay = true }
            : null;
    }

    private async Task OpenAsync(SiloPeer peer)
    {
        var started = timeProvider.GetTimestamp();
        Exception? failure = null;
        while (!peer.IsConnected && !IsLeaving(peer.Silo, oracle.Snapshot) && !_stopped.IsCancellationRequested
            && timeProvider.GetElapsedTime(started) < options.Value.OpenConnectionTimeout)
        {
            try
            {
                await ConnectAsync(peer);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                failure = exception;
                LogNotConnected(logger, exception, peer.Silo);
                await membership.TryRefreshAsync();
                await Task.Delay(options.Value.ConnectionRetryDelay, timeProvider);
            }
        }

        foreach (var call in peer.EndOpening())
        {
            GiveBack(call, peer.Silo, failure);
        }
    }

    private async Task ConnectAsync(SiloPeer peer)
    {
        // Parts of a host may call grains while its silo still joins, and does not know yet which run at its address it is.
        if (oracle.CurrentStatus == SiloStatus.Created || oracle.Snapshot.Find(local.SiloAddress) is null)
        {
            throw new SiloUnavailableException("This silo has not joined its cluster yet.");
        }

        var hello = new Hello
        {
            Protocol = Hello.ProtocolVersion,
            ClusterId = local.ClusterId,
            Silo = local.SiloAddress,
            Target = peer.Silo,
            Manifest = manifest.Value,
            Version = Version,
        };
        var (context, transport, welcome) = await handshake.OpenAsync(peer.Silo.Endpoint, hello, _stopped.Token);
        foreach (var heard in welcome.Manifests)
        {
            manifests.Learn(heard);
        }

        _ = RunAsync(peer, Connection(context, transport, peer.Silo), isOwn: true);
    }

    // Takes the connection at once, and ends with it.
    private async Task RunAsync(SiloPeer peer, PeerConnection connection, bool isOwn)
    {
        if (!peer.Take(connection, isOwn))
        {
            connection.Close();
        }

        await threads.RunAsync(connection.RunAsync);
        if (peer.Drop(connection))
        {
            await OpenAsync(peer);
        }
    }

    private void GiveBack(Invocation call, SiloAddress silo, Exception? failure)
    {
        if (call.Enumeration is not null)
        {
            call.Reject(GrainEnumerations.Gone(call.TargetId));
        }
        else if (IsLeaving(silo, oracle.Snapshot))
        {
            Router.Redirect(call, Version);
        }
        else
        {
            call.Reject(new SiloUnavailableException(
                $"The silo {silo}, which owns {call.TargetId}, could not be reached from {local.SiloAddress}: {failure?.Message}", failure!));
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "No connection could be made to the silo {Silo}.")]
    private static partial void LogNotConnected(ILogger logger, Exception exception, SiloAddress silo);
}
