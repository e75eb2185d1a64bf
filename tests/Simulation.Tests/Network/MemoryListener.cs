using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Orchestrator.Simulations.Kernel;

namespace Orchestrator.Simulations.Network;

/// <summary>A port of a process.</summary>
internal sealed class MemoryListener(SimulatedProcess process, EndPoint endpoint, Action closed) : IConnectionListener
{
    private readonly Channel<ConnectionContext> _waiting = Channel.CreateUnbounded<ConnectionContext>();

    public SimulatedProcess Process => process;

    public EndPoint EndPoint => endpoint;

    public bool IsClosed { get; private set; }

    public void Take(ConnectionContext connection) => _waiting.Writer.TryWrite(connection);

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        await _waiting.Reader.WaitToReadAsync(cancellationToken) && _waiting.Reader.TryRead(out var connection) ? connection : null;

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        IsClosed = true;
        _waiting.Writer.TryComplete();
        closed();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => UnbindAsync();
}
