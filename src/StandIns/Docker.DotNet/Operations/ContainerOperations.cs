using System.Net;
using System.Text.Json;
using Docker.DotNet.Http;
using Docker.DotNet.Models;

namespace Docker.DotNet.Operations;

/// <inheritdoc cref="IContainerOperations" />
internal sealed class ContainerOperations(EngineTransport transport) : IContainerOperations
{
    public async Task<IList<ContainerListResponse>> ListContainersAsync(ContainersListParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var query = new Query()
            .Add("size", parameters.Size)
            .Add("all", parameters.All)
            .Add("since", parameters.Since)
            .Add("before", parameters.Before)
            .Add("limit", parameters.Limit)
            .Add("filters", parameters.Filters);
        return await transport.ReadAsync(
            new EngineRequest(HttpMethod.Get, "containers/json") { Query = query }, EngineJson.Default.ContainerListResponseArray, cancellationToken);
    }

    public Task<CreateContainerResponse> CreateContainerAsync(CreateContainerParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var request = new EngineRequest(HttpMethod.Post, "containers/create")
        {
            Query = new Query().Add("name", parameters.Name).Add("platform", parameters.Platform),
            Content = EngineRequest.Json(parameters, EngineJson.Default.CreateContainerParameters),
            NotFound = (status, body) => new DockerImageNotFoundException(status, body),
        };
        return transport.ReadAsync(request, EngineJson.Default.CreateContainerResponse, cancellationToken);
    }

    public Task<ContainerInspectResponse> InspectContainerAsync(string id, CancellationToken cancellationToken) =>
        transport.ReadAsync(On(HttpMethod.Get, id, "/json"), EngineJson.Default.ContainerInspectResponse, cancellationToken);

    public async Task<MultiplexedStream> GetContainerLogsAsync(
        string id, bool tty, ContainerLogsParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var query = new Query()
            .Add("stdout", parameters.ShowStdout)
            .Add("stderr", parameters.ShowStderr)
            .Add("since", parameters.Since)
            .Add("until", parameters.Until)
            .Add("timestamps", parameters.Timestamps)
            .Add("follow", parameters.Follow)
            .Add("tail", parameters.Tail);
        return new MultiplexedStream(await transport.OpenAsync(On(HttpMethod.Get, id, "/logs", query), cancellationToken), !tty);
    }

    public Task GetContainerStatsAsync(
        string id, ContainerStatsParameters parameters, IProgress<ContainerStatsResponse> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(progress);
        var query = new Query().Always("stream", parameters.Stream).Add("one-shot", parameters.OneShot);
        return transport.MonitorAsync(On(HttpMethod.Get, id, "/stats", query), EngineJson.Default.ContainerStatsResponse, progress, cancellationToken);
    }

    public async Task<bool> StartContainerAsync(string id, ContainerStartParameters? parameters, CancellationToken cancellationToken)
    {
        var query = new Query().Add("detachKeys", parameters?.DetachKeys);
        return await transport.SendAsync(On(HttpMethod.Post, id, "/start", query), cancellationToken) != HttpStatusCode.NotModified;
    }

    public async Task<bool> StopContainerAsync(string id, ContainerStopParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var request = On(HttpMethod.Post, id, "/stop", new Query().Add("t", parameters.WaitBeforeKillSeconds)) with { Unlimited = true };
        return await transport.SendAsync(request, cancellationToken) != HttpStatusCode.NotModified;
    }

    public Task RestartContainerAsync(string id, ContainerRestartParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var request = On(HttpMethod.Post, id, "/restart", new Query().Add("t", parameters.WaitBeforeKillSeconds)) with { Unlimited = true };
        return transport.SendAsync(request, cancellationToken);
    }

    public Task KillContainerAsync(string id, ContainerKillParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return transport.SendAsync(On(HttpMethod.Post, id, "/kill", new Query().Add("signal", parameters.Signal)), cancellationToken);
    }

    public Task RenameContainerAsync(string id, ContainerRenameParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return transport.SendAsync(On(HttpMethod.Post, id, "/rename", new Query().Add("name", parameters.NewName)), cancellationToken);
    }

    public Task PauseContainerAsync(string id, CancellationToken cancellationToken) => transport.SendAsync(On(HttpMethod.Post, id, "/pause"), cancellationToken);

    public Task UnpauseContainerAsync(string id, CancellationToken cancellationToken) =>
        transport.SendAsync(On(HttpMethod.Post, id, "/unpause"), cancellationToken);

    public async Task<MultiplexedStream> AttachContainerAsync(
        string id, bool tty, ContainerAttachParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var query = new Query()
            .Add("stream", parameters.Stream)
            .Add("stdin", parameters.Stdin)
            .Add("stdout", parameters.Stdout)
            .Add("stderr", parameters.Stderr)
            .Add("detachKeys", parameters.DetachKeys)
            .Add("logs", parameters.Logs);
        return new MultiplexedStream(await transport.HijackAsync(On(HttpMethod.Post, id, "/attach", query), cancellationToken), !tty);
    }

    public Task ResizeContainerTtyAsync(string id, ContainerResizeParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var query = new Query().Add("h", parameters.Height).Add("w", parameters.Width);
        return transport.SendAsync(On(HttpMethod.Post, id, "/resize", query), cancellationToken);
    }

    public Task<ContainerWaitResponse> WaitContainerAsync(string id, CancellationToken cancellationToken) =>
        transport.ReadAsync(On(HttpMethod.Post, id, "/wait") with { Unlimited = true }, EngineJson.Default.ContainerWaitResponse, cancellationToken);

    public Task RemoveContainerAsync(string id, ContainerRemoveParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var query = new Query().Add("v", parameters.RemoveVolumes).Add("link", parameters.RemoveLinks).Add("force", parameters.Force);
        return transport.SendAsync(On(HttpMethod.Delete, id, "", query), cancellationToken);
    }

    public async Task<GetArchiveFromContainerResponse> GetArchiveFromContainerAsync(
        string id, GetArchiveFromContainerParameters parameters, bool statOnly, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var request = On(statOnly ? HttpMethod.Head : HttpMethod.Get, id, "/archive", new Query().Add("path", parameters.Path));
        var (headers, body) = await transport.OpenWithHeadersAsync(request, cancellationToken);
        if (statOnly)
        {
            await body.DisposeAsync();
        }

        var stat = Convert.FromBase64String(headers.GetValues("X-Docker-Container-Path-Stat").Single());
        return new GetArchiveFromContainerResponse
        {
            Stat = JsonSerializer.Deserialize(stat, EngineJson.Default.ContainerPathStatResponse),
            Stream = statOnly ? null : body,
        };
    }

    public Task ExtractArchiveToContainerAsync(string id, ContainerPathStatParameters parameters, Stream stream, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(stream);
        var query = new Query()
            .Add("path", parameters.Path)
            .Add("noOverwriteDirNonDir", parameters.AllowOverwriteDirWithFile)
            .Add("copyUIDGID", parameters.CopyUidAndGid);
        return transport.SendAsync(On(HttpMethod.Put, id, "/archive", query) with { Content = EngineRequest.Tar(stream) }, cancellationToken);
    }

    private static EngineRequest On(HttpMethod method, string id, string action, Query? query = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return new EngineRequest(method, $"containers/{Uri.EscapeDataString(id)}{action}")
        {
            Query = query,
            NotFound = (status, body) => new DockerContainerNotFoundException(status, body),
        };
    }
}
