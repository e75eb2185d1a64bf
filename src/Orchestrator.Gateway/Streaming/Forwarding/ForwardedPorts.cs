using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts;

namespace Orchestrator.Gateway.Streaming.Forwarding;

/// <summary>The ports that a request names: as parameters of their own, or several in one, between commas.</summary>
internal static class ForwardedPorts
{
    // Each is a connection, opened at once.
    private const int PortsMax = 16;

    public static ImmutableArray<int> Read(IQueryCollection query)
    {
        ImmutableArray<int> ports =
        [
            .. query["ports"].OfType<string>().SelectMany(value => value.Split(',')).Select(value =>
                int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535
                    ? port
                    : throw ApiErrors.BadRequest($"ports must be numbers from 1 to 65535; got \"{value}\"")),
        ];
        return ports.Length is > 0 and <= PortsMax
            ? ports
            : throw ApiErrors.BadRequest($"ports must name 1 to {PortsMax} ports; it names {ports.Length}");
    }
}
