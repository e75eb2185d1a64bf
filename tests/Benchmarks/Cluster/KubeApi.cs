using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Benchmarks.Cluster;

/// <summary>The orchestrator's API, as any HTTP client sees it, in the namespace <c>default</c>.</summary>
internal sealed class KubeApi(Uri address) : IDisposable
{
    private const string PodsPath = "api/v1/namespaces/default/pods";
    private const string DeploymentsPath = "apis/apps/v1/namespaces/default/deployments";
    private readonly HttpClient _client = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Creates a pod, and returns it as stored.</summary>
    public async Task<JsonNode> CreatePodAsync(JsonNode pod, CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Post, PodsPath, JsonContent.Create(pod), cancellationToken))!;

    /// <summary>Reads a pod; null where there is none.</summary>
    public Task<JsonNode?> ReadPodAsync(string name, CancellationToken cancellationToken) => FindAsync($"{PodsPath}/{name}", cancellationToken);

    /// <summary>Deletes a pod.</summary>
    public Task DeletePodAsync(string name, CancellationToken cancellationToken) => SendAsync(HttpMethod.Delete, $"{PodsPath}/{name}", null, cancellationToken);

    /// <summary>Creates a deployment.</summary>
    public Task CreateDeploymentAsync(JsonNode deployment, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, DeploymentsPath, JsonContent.Create(deployment), cancellationToken);

    /// <summary>Patches a deployment; whether that was accepted.</summary>
    public Task<bool> TryPatchDeploymentAsync(string name, JsonNode patch) => TryPatchAsync($"{DeploymentsPath}/{name}", patch);

    /// <summary>Changes how many replicas a deployment should have.</summary>
    public Task ScaleAsync(string name, int replicas, CancellationToken cancellationToken)
    {
        var patch = JsonContent.Create(
            new JsonObject { ["spec"] = new JsonObject { ["replicas"] = replicas } }, new MediaTypeHeaderValue("application/merge-patch+json"));
        return SendAsync(HttpMethod.Patch, $"{DeploymentsPath}/{name}", patch, cancellationToken);
    }

    /// <summary>How many replicas of a deployment are ready.</summary>
    public async Task<int> ReadyReplicasAsync(string name, CancellationToken cancellationToken)
    {
        var deployment = await FindAsync($"{DeploymentsPath}/{name}", cancellationToken);
        return deployment?["status"]?["readyReplicas"]?.GetValue<int>() ?? 0;
    }

    /// <summary>What keeps the server from being used; null where nothing does.</summary>
    public async Task<string?> UnreadyAsync(string node, CancellationToken cancellationToken)
    {
        try
        {
            using var ready = await _client.GetAsync(new Uri("readyz", UriKind.Relative), cancellationToken);
            if (!ready.IsSuccessStatusCode)
            {
                return $"/readyz answers {(int)ready.StatusCode}";
            }

            return await IsNodeReadyAsync(node, cancellationToken) ? null : $"the node {node} is not ready";
        }
        catch (HttpRequestException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>Whether there is a node of this name, and it is ready.</summary>
    public async Task<bool> IsNodeReadyAsync(string node, CancellationToken cancellationToken)
    {
        var found = await FindAsync($"api/v1/nodes/{node}", cancellationToken);
        var conditions = found?["status"]?["conditions"]?.AsArray();
        return conditions?.Any(one => one!["type"]!.GetValue<string>() == "Ready" && one["status"]!.GetValue<string>() == "True") ?? false;
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<JsonNode?> FindAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await _client.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        return response.StatusCode == HttpStatusCode.NotFound ? null : await ReadAsync($"GET {path}", response, cancellationToken);
    }

    private async Task<bool> TryPatchAsync(string path, JsonNode patch)
    {
        using var content = JsonContent.Create(patch, new MediaTypeHeaderValue("application/merge-patch+json"));
        using var request = new HttpRequestMessage(HttpMethod.Patch, path) { Content = content };
        try
        {
            using var response = await _client.SendAsync(request);
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private async Task<JsonNode?> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var response = await _client.SendAsync(request, cancellationToken);
        return await ReadAsync($"{method} {path}", response, cancellationToken);
    }

    private static async Task<JsonNode?> ReadAsync(string request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(text)
            : throw new InvalidOperationException($"The API answered {request} with {(int)response.StatusCode}: {text.Trim()}");
    }
}
