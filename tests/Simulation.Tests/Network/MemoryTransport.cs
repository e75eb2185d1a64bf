using System.Net;
using Microsoft.AspNetCore.Connections;
using Orchestrator.Simulations.Kernel;

namespace Orchestrator.Simulations.Network;

/// <summary>One process' way to the network.</summary>
internal sealed class MemoryTransport(MemoryNetwork network, SimulatedProcess process) : IConnectionListenerFactory, IConnectionFactory
{
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(network.Listen(process, endpoint));

    public async ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        await network.ConnectAsync(process, endpoint, cancellationToken);
}
