using System.Net;

namespace Orleans.Configuration;

/// <summary>Where a silo listens.</summary>
public class EndpointOptions
{
    /// <summary>The address that others reach this silo by; loopback unless set.</summary>
    public IPAddress AdvertisedIPAddress { get; set; } = IPAddress.Loopback;

    /// <summary>The port for other silos. The stand-in keeps it while the silo runs, so that no two silos share it.</summary>
    public int SiloPort { get; set; } = 11111;

    /// <summary>The port for clients, 0 for none.</summary>
    public int GatewayPort { get; set; } = 30000;

    /// <summary>Where the silo port is bound, if not at the advertised address.</summary>
    public IPEndPoint? SiloListeningEndpoint { get; set; }

    /// <summary>Where the gateway port is bound, if not at the advertised address.</summary>
    public IPEndPoint? GatewayListeningEndpoint { get; set; }
}
