using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace StandIns.Tests.Silos;

/// <summary>A network on which nobody hears anybody, for membership needs none; at most a machine refuses connections.</summary>
public sealed class NoNetwork : IConnectionListenerFactory, IConnectionFactory
{
    /// <summary>Where connections are refused.</summary>
    public HashSet<EndPoint> Refusing { get; } = [];

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IConnectionListener>(new Silence(endpoint));

    public ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        ValueTask.FromException<ConnectionContext>(
            Refusing.Contains(endpoint) ? new SocketException((int)SocketError.ConnectionRefused) : new IOException("Nobody is heard."));

    private sealed class Silence(EndPoint endpoint) : IConnectionListener
    {
        private readonly TaskCompletionSource<ConnectionContext?> _nobody = new();

        public EndPoint EndPoint => endpoint;

        public ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) => new(_nobody.Task);

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            _nobody.TrySetResult(null);
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => UnbindAsync();
    }
}
