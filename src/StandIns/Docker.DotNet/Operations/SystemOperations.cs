using Docker.DotNet.Http;
using Docker.DotNet.Models;

namespace Docker.DotNet.Operations;

/// <inheritdoc cref="ISystemOperations" />
internal sealed class SystemOperations(EngineTransport transport) : ISystemOperations
{
    public Task<VersionResponse> GetVersionAsync(CancellationToken cancellationToken) =>
        transport.ReadAsync(new EngineRequest(HttpMethod.Get, "version"), EngineJson.Default.VersionResponse, cancellationToken);

    public Task PingAsync(CancellationToken cancellationToken) => transport.SendAsync(new EngineRequest(HttpMethod.Get, "_ping"), cancellationToken);

    public Task<SystemInfoResponse> GetSystemInfoAsync(CancellationToken cancellationToken) =>
        transport.ReadAsync(new EngineRequest(HttpMethod.Get, "info"), EngineJson.Default.SystemInfoResponse, cancellationToken);

    public Task<Stream> MonitorEventsAsync(ContainerEventsParameters parameters, CancellationToken cancellationToken) =>
        transport.OpenAsync(Events(parameters), cancellationToken);

    public Task MonitorEventsAsync(ContainerEventsParameters parameters, IProgress<Message> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(progress);
        return transport.MonitorAsync(Events(parameters), EngineJson.Default.Message, progress, cancellationToken);
    }

    private static EngineRequest Events(ContainerEventsParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var query = new Query().Add("since", parameters.Since).Add("until", parameters.Until).Add("filters", parameters.Filters);
        return new EngineRequest(HttpMethod.Get, "events") { Query = query };
    }
}
