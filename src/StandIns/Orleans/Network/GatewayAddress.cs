using System.Globalization;
using System.Net;
using Orleans.Runtime;

namespace Orleans.Networking;

/// <summary>Reads the addresses of gateways as the list of them gives them.</summary>
internal static class GatewayAddress
{
    public static SiloAddress Parse(Uri gateway) => SiloAddress.New(
        IPAddress.Parse(gateway.Host.Trim('[', ']')), gateway.Port, int.Parse(gateway.AbsolutePath.Trim('/'), CultureInfo.InvariantCulture));
}
