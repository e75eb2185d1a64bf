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
        Name = string.IsNullOrEmpty(silo.Value.SiloName) ? $"{DnsHostName}-{SiloAddress.Endpoint.Port}" : silo.Value.SiloName;
        ClusterId = cluster.Value.ClusterId;
    }

    public string Name { get; }

    public string ClusterId { get; }

    public string DnsHostName { get; }

    public SiloAddress SiloAddress { get; private set; }

    public SiloAddress GatewayAddress { get; private set; }

    /// <summary>Where the silo port is bound.</summary>
    public IPEndPoint ListeningEndpoint { get; }

    /// <summary>When the silo started, in UTC.</summary>
    public DateTime StartTime { get; }

    /// <summary>Takes a generation above that one, which a silo had that ran at this address before, perhaps within the same second.</summary>
    public void Succeed(int generation)
    {
        if (SiloAddress.Generation <= generation)
        {
            SiloAddress = SiloAddress.New(SiloAddress.Endpoint, generation + 1);
            GatewayAddress = SiloAddress.New(GatewayAddress.Endpoint, generation + 1);
        }
    }
}
