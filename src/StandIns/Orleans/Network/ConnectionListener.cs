using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Networking;

/// <summary>
/// Holds a port of the silo while the silo runs, and serves who connects to it. Holding the silo's port proves that whoever had this address before is
/// gone, and keeps two silos of one machine from taking the same address.
/// </summary>
internal sealed partial class ConnectionListener(
    [FromKeyedServices(ConnectionKeys.Transport)] IConnectionListenerFactory listeners, TaskScheduler threads, ILogger<ConnectionListener> logger)
    : IAsyncDisposable
{
    // So many connections may be served at once; what comes then is hung up on.
    private const int ConnectionsMax = 10_000;

    private IConnectionListener? _listener;
    private int _connections;
    private Task _accepting = Task.CompletedTask;

    /// <summary>Takes the port. Who connects waits until <see cref="Serve"/>.</summary>
    /// <param name="endpoint">The address and port.</param>
    /// <param name="use">What the port is for, for messages to people: silo or gateway.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task BindAsync(IPEndPoint endpoint, string use, CancellationToken cancellationToken)
    {
        try
        {
            _listener = await listeners.BindAsync(endpoint, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            var error = (exception as SocketException ?? exception.InnerException as SocketException)?.SocketErrorCode ?? SocketError.AddressAlreadyInUse;
            throw new OrleansException(
                $"The silo cannot have the address {endpoint} ({error}): choose another {use} port, or stop the process that has it.", exception);
        }
    }

    /// <summary>Serves who connects.</summary>
    public void Serve(Func<ConnectionContext, Task> serve) => _accepting = threads.RunAsync(() => AcceptAsync(serve));

    public async ValueTask DisposeAsync()
    {
        if (_listener is { } listener)
        {
            _listener = null;
            await listener.UnbindAsync();
            await listener.DisposeAsync();
            await _accepting;
        }
    }

    private async Task AcceptAsync(Func<ConnectionContext, Task> serve)
    {
        var listener = _listener!;
        while (await listener.AcceptAsync() is { } context)
        {
            if (Interlocked.Increment(ref _connections) > ConnectionsMax)
            {
                Interlocked.Decrement(ref _connections);
                context.Abort(new ConnectionAbortedException($"There are {ConnectionsMax} connections already."));
                await context.DisposeAsync();
            }
            else
            {
                _ = threads.RunAsync(() => ServeAsync(context, serve));
            }
        }
    }

    private async Task ServeAsync(ConnectionContext context, Func<ConnectionContext, Task> serve)
    {
        try
        {
            await serve(context);
        }
        catch (ConnectionRefusedException exception) when (exception.IsOnItsWay)
        {
            // Both sides connected at once, and one connection is enough.
            await context.DisposeAsync();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            LogRefused(logger, exception.Message, context.RemoteEndPoint);
            await context.DisposeAsync();
        }
        finally
        {
            Interlocked.Decrement(ref _connections);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A connection from {Remote} was refused: {Reason}")]
    private static partial void LogRefused(ILogger logger, string reason, EndPoint? remote);
}
