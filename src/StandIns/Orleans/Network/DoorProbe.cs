using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Networking;

/// <summary>Knocks at silos' ports. A silo holds its port as long as its process lives, so a machine that refuses a connection there says that the process is gone.</summary>
internal sealed class DoorProbe(
    [FromKeyedServices(ConnectionKeys.Transport)] IConnectionFactory connections,
    TimeProvider timeProvider,
    TaskScheduler threads,
    IOptions<ClusterMembershipOptions> options)
{
    /// <summary>Knocks; tells if the connection was refused. Nothing is told of a machine that does not answer, nor of one that lets in.</summary>
    public void Knock(SiloAddress silo, Action refused) => _ = threads.RunAsync(() => KnockAsync(silo, refused));

    private async Task KnockAsync(SiloAddress silo, Action refused)
    {
        using var timeout = new CancellationTokenSource(options.Value.ProbeTimeout, timeProvider);
        try
        {
            await using var context = await connections.ConnectAsync(silo.Endpoint, timeout.Token);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionRefused)
        {
            refused();
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // Whether the silo lives is not known.
        }
    }
}
