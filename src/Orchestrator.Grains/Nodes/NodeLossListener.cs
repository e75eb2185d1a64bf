using Microsoft.Extensions.Hosting;
using Orchestrator.Contracts;
using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Grains.Nodes;

/// <summary>
/// Wakes the grain of a node whose silo has been declared dead. Every silo of the control plane does so when it hears of it: the one that holds the node's grain is
/// among them, and then knows it itself.
/// </summary>
public sealed class NodeLossListener(ISiloStatusOracle silos, IGrainFactory grains) : IHostedService, ISiloStatusListener
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        silos.SubscribeToSiloStatusEvents(this);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        silos.UnSubscribeFromSiloStatusEvents(this);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        // One-way: a grain that misses it looks by itself, seconds later. A silo that is no node's has a grain without an object, which does nothing.
        if (status == SiloStatus.Dead && silos.TryGetSiloName(updatedSilo, out var name) && name is not null && !silos.SiloAddress.Equals(updatedSilo))
        {
            _ = grains.GetGrain<INodeGrain>(GrainKey.Node(name)).LookAgain();
        }
    }
}
