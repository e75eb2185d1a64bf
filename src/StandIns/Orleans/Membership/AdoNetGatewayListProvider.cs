using System.Globalization;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Messaging;

namespace Orleans.Runtime;

/// <summary>Reads the gateways from the membership table in a relational database.</summary>
internal sealed class AdoNetGatewayListProvider(
    IOptions<ClusterOptions> cluster, IOptions<AdoNetClusteringClientOptions> options, IOptions<GatewayOptions> gateway, QueryDatabases databases)
    : IGatewayListProvider
{
    public TimeSpan MaxStaleness => gateway.Value.GatewayListRefreshPeriod;

    public bool IsUpdatable => true;

    public Task InitializeGatewayListProvider()
    {
        Database();
        return Task.CompletedTask;
    }

    public async Task<IList<Uri>> GetGateways() => await Database().ReadAsync(
        "GatewaysQueryKey",
        parameters => parameters.Text("DeploymentId", cluster.Value.ClusterId).Integer("Status", (int)SiloStatus.Active),
        reader => new Uri(string.Create(
            CultureInfo.InvariantCulture, $"gwy.tcp://{Host(reader.GetString(0))}:{reader.GetInt32(1)}/{reader.GetInt32(2)}")),
        CancellationToken.None);

    private static string Host(string address) => address.Contains(':', StringComparison.Ordinal) ? $"[{address}]" : address;

    private QueryDatabase Database() => databases.Get(
        AdoNetInvariant.Require(options.Value.ConnectionString, options.Value.Invariant, nameof(AdoNetClusteringClientOptions)));
}
