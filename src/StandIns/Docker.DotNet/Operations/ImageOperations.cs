using System.Text.Json;
using Docker.DotNet.Http;
using Docker.DotNet.Models;

namespace Docker.DotNet.Operations;

/// <inheritdoc cref="IImageOperations" />
internal sealed class ImageOperations(EngineTransport transport) : IImageOperations
{
    public async Task<IList<ImagesListResponse>> ListImagesAsync(ImagesListParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var query = new Query().Add("all", parameters.All).Add("filters", parameters.Filters).Add("digests", parameters.Digests);
        return await transport.ReadAsync(
            new EngineRequest(HttpMethod.Get, "images/json") { Query = query }, EngineJson.Default.ImagesListResponseArray, cancellationToken);
    }

    public Task<ImageInspectResponse> InspectImageAsync(string name, CancellationToken cancellationToken) =>
        transport.ReadAsync(On(HttpMethod.Get, name, "/json"), EngineJson.Default.ImageInspectResponse, cancellationToken);

    public Task CreateImageAsync(
        ImagesCreateParameters parameters, AuthConfig? authConfig, IProgress<JSONMessage> progress, CancellationToken cancellationToken) =>
        CreateImageAsync(parameters, null, authConfig, progress, cancellationToken);

    public Task CreateImageAsync(
        ImagesCreateParameters parameters, Stream? imageStream, AuthConfig? authConfig, IProgress<JSONMessage> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(progress);
        var query = new Query()
            .Add("fromImage", parameters.FromImage)
            .Add("fromSrc", imageStream is null ? parameters.FromSrc : "-")
            .Add("repo", parameters.Repo)
            .Add("tag", parameters.Tag)
            .Add("message", parameters.Message)
            .Add("platform", parameters.Platform);
        foreach (var change in parameters.Changes ?? [])
        {
            query.Add("changes", change);
        }

        var request = new EngineRequest(HttpMethod.Post, "images/create")
        {
            Query = query,
            Content = imageStream is null ? null : EngineRequest.Tar(imageStream),
            Headers = Authentication(authConfig),
        };
        return transport.MonitorAsync(request, EngineJson.Default.JSONMessage, progress, cancellationToken);
    }

    public Task LoadImageAsync(ImageLoadParameters parameters, Stream imageStream, IProgress<JSONMessage> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(imageStream);
        var request = new EngineRequest(HttpMethod.Post, "images/load")
        {
            Query = new Query().Always("quiet", parameters.Quiet),
            Content = EngineRequest.Tar(imageStream),
        };
        return transport.MonitorAsync(request, EngineJson.Default.JSONMessage, progress, cancellationToken);
    }

    public Task PushImageAsync(
        string name, ImagePushParameters parameters, AuthConfig? authConfig, IProgress<JSONMessage> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(progress);
        var request = On(HttpMethod.Post, name, "/push", new Query().Add("tag", parameters.Tag)) with { Headers = Authentication(authConfig) };
        return transport.MonitorAsync(request, EngineJson.Default.JSONMessage, progress, cancellationToken);
    }

    public Task TagImageAsync(string name, ImageTagParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var query = new Query().Add("repo", parameters.RepositoryName).Add("tag", parameters.Tag).Add("force", parameters.Force);
        return transport.SendAsync(On(HttpMethod.Post, name, "/tag", query), cancellationToken);
    }

    public async Task<IList<IDictionary<string, string>>> DeleteImageAsync(string name, ImageDeleteParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var query = new Query().Add("force", parameters.Force).Add("noprune", parameters.NoPrune);
        return await transport.ReadAsync(On(HttpMethod.Delete, name, "", query), EngineJson.Default.DictionaryStringStringArray, cancellationToken);
    }

    // Base64 with the alphabet for addresses and with padding (RFC 4648, section 5), as the engine's API asks for.
    private static KeyValuePair<string, string>[] Authentication(AuthConfig? authConfig)
    {
        var text = Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(authConfig ?? new AuthConfig(), EngineJson.Default.AuthConfig));
        return [new("X-Registry-Auth", text.Replace('+', '-').Replace('/', '_'))];
    }

    private static EngineRequest On(HttpMethod method, string name, string action, Query? query = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var path = string.Join('/', name.Split('/').Select(Uri.EscapeDataString));
        return new EngineRequest(method, $"images/{path}{action}")
        {
            Query = query,
            NotFound = (status, body) => new DockerImageNotFoundException(status, body),
        };
    }
}
