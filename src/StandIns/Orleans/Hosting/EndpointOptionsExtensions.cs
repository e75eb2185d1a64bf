using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;

namespace Orleans.Hosting;

/// <summary>Sets where a silo listens.</summary>
public static class EndpointOptionsExtensions
{
    /// <summary>Sets the advertised address and both ports.</summary>
    public static ISiloBuilder ConfigureEndpoints(
        this ISiloBuilder builder, IPAddress advertisedIP, int siloPort, int gatewayPort, bool listenOnAnyHostAddress = false) =>
        builder.Configure<EndpointOptions>(options =>
        {
            options.AdvertisedIPAddress = advertisedIP;
            options.SiloPort = siloPort;
            options.GatewayPort = gatewayPort;
            if (listenOnAnyHostAddress)
            {
                var any = advertisedIP.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;
                options.SiloListeningEndpoint = new IPEndPoint(any, siloPort);
                options.GatewayListeningEndpoint = new IPEndPoint(any, gatewayPort);
            }
        });

    /// <summary>Sets both ports; the advertised address is the first of that family that the host name resolves to.</summary>
    public static ISiloBuilder ConfigureEndpoints(
        this ISiloBuilder builder,
        string? hostname,
        int siloPort,
        int gatewayPort,
        AddressFamily addressFamily = AddressFamily.InterNetwork,
        bool listenOnAnyHostAddress = false)
    {
        var addresses = Dns.GetHostAddresses(hostname ?? Dns.GetHostName(), addressFamily);
        var advertised = addresses.FirstOrDefault(address => !IPAddress.IsLoopback(address)) ?? addresses.FirstOrDefault()
            ?? throw new ArgumentException($"The host name {hostname} has no address of the family {addressFamily}.", nameof(hostname));
        return builder.ConfigureEndpoints(advertised, siloPort, gatewayPort, listenOnAnyHostAddress);
    }

    /// <inheritdoc cref="ConfigureEndpoints(ISiloBuilder, string?, int, int, AddressFamily, bool)"/>
    public static ISiloBuilder ConfigureEndpoints(
        this ISiloBuilder builder,
        int siloPort,
        int gatewayPort,
        AddressFamily addressFamily = AddressFamily.InterNetwork,
        bool listenOnAnyHostAddress = false) =>
        builder.ConfigureEndpoints(null, siloPort, gatewayPort, addressFamily, listenOnAnyHostAddress);
}
