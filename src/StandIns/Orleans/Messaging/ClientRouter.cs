using Microsoft.Extensions.Hosting;
using Orleans.Networking;
using Orleans.Placement;
using Orleans.Runtime;

namespace Orleans.Messaging;

/// <summary>
/// Brings a client's calls to gateways, which pass them on to the silos that own the grains. The calls of one grain go over one connection as long as
/// the connections stay the same, so that they keep their order.
/// </summary>
internal sealed class ClientRouter(ClientConnections connections, TimeProvider timeProvider, TaskScheduler threads) : ICallRouter, IHostedService
{
    private const int RedirectsMax = 12;

    private static readonly TimeSpan RedirectDelay = TimeSpan.FromMilliseconds(100);

    public bool IsHere(GrainId grain) => false;

    public void Dispatch(Invocation call)
    {
        call.IsLeftToOthers = true;
        connections.Send(RendezvousHash.Of(call.TargetId.ToString()), call);
    }

    public void Redirect(Invocation call, int version)
    {
        if (++call.Redirects > RedirectsMax)
        {
            call.Reject(new SiloUnavailableException($"No gateway took a call to {call.TargetId}."));
        }
        else
        {
            _ = threads.RunAsync(() => DispatchLaterAsync(call));
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => connections.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => connections.StopAsync(cancellationToken);

    private async Task DispatchLaterAsync(Invocation call)
    {
        await Task.Delay(RedirectDelay, timeProvider);
        if (!call.IsAbandoned)
        {
            Dispatch(call);
        }
    }
}
