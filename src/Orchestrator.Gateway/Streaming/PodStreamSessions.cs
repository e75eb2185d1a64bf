using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orchestrator.Gateway.Errors;
using Orchestrator.Gateway.Limits;

namespace Orchestrator.Gateway.Streaming;

/// <summary>Runs sessions, so many at a time.</summary>
internal sealed class PodStreamSessions(GatewayLimits limits, IOptions<GatewayOptions> options, IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>Makes a WebSocket of the request and runs a session on it.</summary>
    public async Task RunAsync(HttpContext context, string protocol, Func<SharedSocket, SessionLife, Task> session)
    {
        using var place = limits.PodStreams.TryEnter() ?? throw Refusals.TooManyRequests("streams to pods");
        using var life = new SessionLife(options.Value.PodStreamIdleMax, time, lifetime.ApplicationStopping, context.RequestAborted);
        using var socket = await WebSocketUpgrade.AcceptAsync(context, protocol);
        using var shared = new SharedSocket(socket);
        try
        {
            await session(shared, life);
        }
        catch (Exception gone) when (IsOfGoneClient(gone))
        {
            // Nobody is left who could be told; what the session had opened is closed by now.
        }
    }

    /// <summary>Whether this is how it looks when a client went away, or was let go.</summary>
    public static bool IsOfGoneClient(Exception fault) => fault is WebSocketException or OperationCanceledException;
}
