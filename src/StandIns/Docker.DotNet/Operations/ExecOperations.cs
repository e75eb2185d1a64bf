using Docker.DotNet.Http;
using Docker.DotNet.Models;

namespace Docker.DotNet.Operations;

/// <inheritdoc cref="IExecOperations" />
internal sealed class ExecOperations(EngineTransport transport) : IExecOperations
{
    public Task<ContainerExecCreateResponse> ExecCreateContainerAsync(
        string id, ContainerExecCreateParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var content = EngineRequest.Json(parameters, EngineJson.Default.ContainerExecCreateParameters);
        return transport.ReadAsync(On(HttpMethod.Post, "containers", id, "/exec", content), EngineJson.Default.ContainerExecCreateResponse, cancellationToken);
    }

    public Task StartContainerExecAsync(string id, CancellationToken cancellationToken) =>
        transport.SendAsync(Start(id, new ContainerExecStartParameters { Detach = true }), cancellationToken);

    public async Task<MultiplexedStream> StartAndAttachContainerExecAsync(string id, bool tty, CancellationToken cancellationToken) =>
        new(await transport.HijackAsync(Start(id, new ContainerExecStartParameters { Tty = tty }), cancellationToken), !tty);

    public Task ResizeContainerExecTtyAsync(string id, ContainerResizeParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var query = new Query().Add("h", parameters.Height).Add("w", parameters.Width);
        return transport.SendAsync(On(HttpMethod.Post, "exec", id, "/resize") with { Query = query }, cancellationToken);
    }

    public Task<ContainerExecInspectResponse> InspectContainerExecAsync(string id, CancellationToken cancellationToken) =>
        transport.ReadAsync(On(HttpMethod.Get, "exec", id, "/json"), EngineJson.Default.ContainerExecInspectResponse, cancellationToken);

    private static EngineRequest Start(string id, ContainerExecStartParameters parameters) =>
        On(HttpMethod.Post, "exec", id, "/start", EngineRequest.Json(parameters, EngineJson.Default.ContainerExecStartParameters));

    private static EngineRequest On(HttpMethod method, string kind, string id, string action, HttpContent? content = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return new EngineRequest(method, $"{kind}/{Uri.EscapeDataString(id)}{action}")
        {
            Content = content,
            NotFound = (status, body) => new DockerContainerNotFoundException(status, body),
        };
    }
}
