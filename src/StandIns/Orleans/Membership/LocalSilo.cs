using System.Net;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>What this silo is, from its settings.</summary>
internal sealed class LocalSilo : ILocalSiloDetails
{
    // Generations are seconds since then, as with Orleans, so that they fit into 32 bits.
    private static readonly DateTimeOffset Epoch = new(2010, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public LocalSilo(
        TimeProvider timeProvider, IOptions<SiloOptions> silo, IOptions<ClusterOptions> cluster, IOptions<EndpointOptions> endpoints)
    {
        var places = endpoints.Value;
        StartTime = timeProvider.GetUtcNow().UtcDateTime;
        SiloAddress = SiloAddress.New(places.AdvertisedIPAddress, places.SiloPort, (int)(timeProvider.GetUtcNow() - Epoch).TotalSeconds);
        GatewayAddress = SiloAddress.New(places.AdvertisedIPAddress, places.GatewayPort, SiloAddress.Generation);
        ListeningEndpoint = places.SiloListeningEndpoint ?? SiloAddress.Endpoint;
        DnsHostName = Dns.GetHostName();
        Name = silo.Value.SiloName ?? $"{DnsHostName}-{SiloAddress.Endpoint.Port}";
        ClusterId = cluster.Value.ClusterId;
    }

    public string Name { get; }

    public string ClusterId { get; }

    public string DnsHostName { get; }

    public SiloAddress SiloAddress { get; }

    public SiloAddress GatewayAddress { get; }

    /// <summary>Where the silo port is bound.</summary>
    public IPEndPoint ListeningEndpoint { get; }

    /// <summary>When the silo started, in UTC.</summary>
    public DateTime StartTime { get; }
}
