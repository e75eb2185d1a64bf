using System.Net;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts;

namespace Orchestrator.Gateway.Access.Authentication;

/// <summary>
/// Over http on a loopback address, whoever runs the server may do everything without credentials: who can act as that user, or as root, can read its files and
/// its memory anyway. The kernel says whose the other end of the connection is, so other users of the machine are nobody here. What a web page sends through the
/// browser of that user is told apart by the headers that browsers set, and refused.
/// </summary>
internal sealed class LocalUser(PeerUser peers)
{
    private static readonly object Known = new();

    private static readonly Caller Owner = new() { Name = "system:admin", Groups = [KnownGroup.Masters, KnownGroup.Authenticated], KnownBy = "local user" };

    public ValueTask<Caller?> FindAsync(HttpContext context)
    {
        if (context.Request.IsHttps || !IsOwn(context))
        {
            return ValueTask.FromResult<Caller?>(null);
        }

        return IsOfOtherPage(context.Request)
            ? throw ApiErrors.Of(403, "Forbidden", "a web page of another place may not use this server through the browser of its user", null)
            : ValueTask.FromResult<Caller?>(Owner);
    }

    private bool IsOwn(HttpContext context)
    {
        var connection = context.Connection;
        if (connection is not { RemoteIpAddress: { } remote, LocalIpAddress: { } local } || !IPAddress.IsLoopback(remote) || !IPAddress.IsLoopback(local))
        {
            return false;
        }

        var items = context.Features.Get<IConnectionItemsFeature>()?.Items;
        if (items is not null && items.TryGetValue(Known, out var known))
        {
            return known is true;
        }

        var own = peers.IsOwnOrRoot(new IPEndPoint(remote, connection.RemotePort), new IPEndPoint(local, connection.LocalPort));
        if (items is not null)
        {
            items[Known] = own;
        }

        return own;
    }

    // A name that is not this machine's own was made to lead here; an origin that is not the server's own is another page's.
    private static bool IsOfOtherPage(HttpRequest request)
    {
        var host = request.Host.Host.Trim('[', ']');
        var isLocal = host.Length == 0 || host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
        var origin = request.Headers.Origin.ToString();
        return !isLocal
            || (origin.Length > 0 && !origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase))
            || request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "none" or "same-origin");
    }
}
