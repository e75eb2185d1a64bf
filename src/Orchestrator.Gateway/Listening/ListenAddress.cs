using System.Net;
using Microsoft.AspNetCore.Http;

namespace Orchestrator.Gateway.Listening;

/// <summary>Addresses to listen on, as people write them.</summary>
internal static class ListenAddress
{
    public static string[] Split(string urls) => urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The address behind a text such as <c>http://127.0.0.1:6480</c>; null where it is none. Host names would depend on who resolves them.</summary>
    public static IPEndPoint? Parse(string url)
    {
        BindingAddress parsed;
        try
        {
            parsed = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return null;
        }

        return parsed is { Scheme: "http", PathBase: "", IsUnixPipe: false, IsNamedPipe: false } && AddressOf(parsed.Host) is { } address
            ? new IPEndPoint(address, parsed.Port)
            : null;
    }

    private static IPAddress? AddressOf(string host) => host switch
    {
        "localhost" => IPAddress.Loopback,
        "*" or "+" => IPAddress.IPv6Any,
        _ => IPAddress.TryParse(host, out var address) ? address : null,
    };
}
