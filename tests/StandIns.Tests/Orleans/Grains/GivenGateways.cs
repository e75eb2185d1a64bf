using System.Globalization;
using Orleans.Messaging;

namespace StandIns.Tests.Silos;

/// <summary>A client's list of gateways that does not come from the membership.</summary>
public sealed class GivenGateways(int port) : IGatewayListProvider
{
    public TimeSpan MaxStaleness => TimeSpan.FromSeconds(1);

    public bool IsUpdatable => true;

    public Task InitializeGatewayListProvider() => Task.CompletedTask;

    public Task<IList<Uri>> GetGateways() =>
        Task.FromResult<IList<Uri>>([new Uri(string.Create(CultureInfo.InvariantCulture, $"gwy.tcp://127.0.0.1:{port}/0"))]);
}
