using Docker.DotNet.Http;
using Docker.DotNet.Models;

namespace Docker.DotNet.Operations;

/// <inheritdoc cref="INetworkOperations" />
internal sealed class NetworkOperations(EngineTransport transport) : INetworkOperations
{
    public async Task<IList<NetworkResponse>> ListNetworksAsync(NetworksListParameters? parameters, CancellationToken cancellationToken) =>
        await transport.ReadAsync(
            new EngineRequest(HttpMethod.Get, "networks") { Query = new Query().Add("filters", parameters?.Filters) },
            EngineJson.Default.NetworkResponseArray,
            cancellationToken);

    public Task<NetworkResponse> InspectNetworkAsync(string id, CancellationToken cancellationToken) =>
        transport.ReadAsync(On(HttpMethod.Get, id, ""), EngineJson.Default.NetworkResponse, cancellationToken);

    public Task DeleteNetworkAsync(string id, CancellationToken cancellationToken) => transport.SendAsync(On(HttpMethod.Delete, id, ""), cancellationToken);

    public Task<NetworksCreateResponse> CreateNetworkAsync(NetworksCreateParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var request = new EngineRequest(HttpMethod.Post, "networks/create")
        {
            Content = EngineRequest.Json(parameters, EngineJson.Default.NetworksCreateParameters),
        };
        return transport.ReadAsync(request, EngineJson.Default.NetworksCreateResponse, cancellationToken);
    }

    public Task ConnectNetworkAsync(string id, NetworkConnectParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var content = EngineRequest.Json(parameters, EngineJson.Default.NetworkConnectParameters);
        return transport.SendAsync(On(HttpMethod.Post, id, "/connect") with { Content = content }, cancellationToken);
    }

    public Task DisconnectNetworkAsync(string id, NetworkDisconnectParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var content = EngineRequest.Json(parameters, EngineJson.Default.NetworkDisconnectParameters);
        return transport.SendAsync(On(HttpMethod.Post, id, "/disconnect") with { Content = content }, cancellationToken);
    }

    private static EngineRequest On(HttpMethod method, string id, string action)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return new EngineRequest(method, $"networks/{Uri.EscapeDataString(id)}{action}")
        {
            NotFound = (status, body) => new DockerNetworkNotFoundException(status, body),
        };
    }
}
