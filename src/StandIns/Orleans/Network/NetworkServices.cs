using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Orleans.Networking;

/// <summary>The services that speak over the network.</summary>
internal static class NetworkServices
{
    /// <summary>What silos and clients have in common.</summary>
    public static void AddShared(IServiceCollection services)
    {
        services.TryAddKeyedSingleton<IConnectionFactory, SocketConnectionFactory>(ConnectionKeys.Transport);
        services.TryAddSingleton<TlsTransport>();
        services.TryAddSingleton<Handshake>();
    }

    /// <summary>What only a silo has.</summary>
    public static void AddSilo(IServiceCollection services)
    {
        services.TryAddKeyedSingleton<IConnectionListenerFactory, SocketTransportFactory>(ConnectionKeys.Transport);
        services.AddTransient<ConnectionListener>();
        services.AddSingleton<Func<ConnectionListener>>(provider => provider.GetRequiredService<ConnectionListener>);
        services.AddSingleton<DoorProbe>();
        services.AddSingleton<SiloConnections>();
        services.AddSingleton<GatewayConnections>();
        services.AddSingleton<SiloNetwork>();
    }
}
