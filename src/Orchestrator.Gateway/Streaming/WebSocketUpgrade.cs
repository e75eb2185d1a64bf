using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Net.Http.Headers;
using Orchestrator.Contracts;

namespace Orchestrator.Gateway.Streaming;

/// <summary>Makes a WebSocket of a request.</summary>
internal static class WebSocketUpgrade
{
    // Unasked-for pongs tell the client that the server is there even while it takes no input; clients give up after a minute without any.
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(15);

    /// <summary>Refuses what asks for no WebSocket, and pages of strangers: a browser lets any page open one to any address that the user reaches.</summary>
    public static void Require(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            throw ApiErrors.BadRequest(context.Request.Headers.Upgrade.ToString().StartsWith("SPDY/", StringComparison.OrdinalIgnoreCase)
                ? "streams are served over WebSockets, not over SPDY: use kubectl 1.31 or later, without KUBECTL_REMOTE_COMMAND_WEBSOCKETS=false and KUBECTL_PORT_FORWARD_WEBSOCKETS=false"
                : "streams are served over WebSockets: send the request as GET with Connection: Upgrade and Upgrade: websocket");
        }

        var origin = context.Request.Headers.Origin.ToString();
        if (origin.Length > 0 && !IsOwn(origin, context.Request.Host))
        {
            throw ApiErrors.Of(403, "Forbidden", $"streams are not opened for pages of other servers; the request came from {origin}", null);
        }
    }

    /// <summary>The first of the client's protocols that is served; empty where the client asks for none.</summary>
    public static string Choose(HttpContext context, IReadOnlyCollection<string> served)
    {
        var asked = context.WebSockets.WebSocketRequestedProtocols;
        return asked.FirstOrDefault(served.Contains) ?? (asked.Count == 0
            ? ""
            : throw ApiErrors.BadRequest($"none of the protocols {string.Join(", ", asked)} is served; these are: {string.Join(", ", served)}"));
    }

    /// <summary>Answers 101. From here on whatever goes wrong is told within the stream.</summary>
    public static Task<WebSocket> AcceptAsync(HttpContext context, string protocol)
    {
        // People halt their clients, or let a pager do so, for as long as they like.
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }

        // Not handed to the accepting call, which takes only names that are tokens.
        if (protocol.Length > 0)
        {
            context.Response.Headers[HeaderNames.SecWebSocketProtocol] = protocol;
        }

        return context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { KeepAliveInterval = SignOfLife });
    }

    private static bool IsOwn(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var page) && page.Authority.Equals(host.Value, StringComparison.OrdinalIgnoreCase);
}
