using System.Net;
using Microsoft.AspNetCore.Http;

namespace Orchestrator.Gateway.Listening;

/// <summary>An address to listen on, as people write it.</summary>
/// <param name="Endpoint">Where.</param>
/// <param name="IsHttps">Whether over TLS.</param>
internal sealed record ListenAddress(IPEndPoint Endpoint, bool IsHttps)
{
    public static string[] Split(string urls) => urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The address behind a text such as <c>http://127.0.0.1:7443</c>; null where it is none. Host names would depend on who resolves them.</summary>
    public static ListenAddress? Parse(string url)
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

        return parsed is { Scheme: "http" or "https", PathBase: "", IsUnixPipe: false, IsNamedPipe: false } && AddressOf(parsed.Host) is { } address
            ? new ListenAddress(new IPEndPoint(address, parsed.Port), parsed.Scheme == "https")
            : null;
    }

    private static IPAddress? AddressOf(string host) => host switch
    {
        "localhost" => IPAddress.Loopback,
        "*" or "+" => IPAddress.IPv6Any,
        _ => IPAddress.TryParse(host, out var address) ? address : null,
    };
}
