using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Cluster.Tests.Support;

/// <summary>Looks at a Docker engine past the orchestrator, over its socket: what is really there, and what somebody else may do to it.</summary>
public sealed class Engine : IDisposable
{
    private readonly HttpClient _http;

    public Engine(Uri address)
    {
        Address = address;
        _http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(address.AbsolutePath), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        {
            BaseAddress = new Uri("http://engine/"),
        };
    }

    public Uri Address { get; }

    /// <summary>All containers of a node, running or not.</summary>
    public async Task<IReadOnlyList<EngineContainer>> ContainersAsync(string cluster, string node)
    {
        var listed = await GetAsync($"containers/json?all=true&filters={Labelled(cluster, node)}");
        return [.. listed.AsArray().Select(one => new EngineContainer(one.Text("Id")!, one.Text("State")!, one!["Labels"]!.AsObject()))];
    }

    public async Task<IReadOnlyList<string>> NetworksAsync(string cluster, string node) =>
        [.. (await GetAsync($"networks?filters={Labelled(cluster, node)}")).AsArray().Select(one => one.Text("Name")!)];

    public Task<JsonNode> InspectAsync(string id) => GetAsync($"containers/{id}/json");

    /// <summary>Kills a container's first process from the host, behind the engine's back.</summary>
    public async Task KillProcessAsync(string id)
    {
        using var process = Process.GetProcessById((await InspectAsync(id)).Number("State.Pid"));
        process.Kill();
    }

    /// <summary>Takes a name from an image that has others.</summary>
    public async Task UntagAsync(string reference)
    {
        using var response = await _http.DeleteAsync(new Uri($"images/{reference}", UriKind.Relative));
        if (response.StatusCode != HttpStatusCode.NotFound)
        {
            response.EnsureSuccessStatusCode();
        }
    }

    /// <summary>What <c>docker rm -f</c> does.</summary>
    public async Task RemoveAsync(string id)
    {
        using var response = await _http.DeleteAsync(new Uri($"containers/{id}?force=true&v=true", UriKind.Relative));
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Removes all that a node left.</summary>
    public async Task EmptyAsync(string cluster, string node)
    {
        await Parallel.ForEachAsync(await ContainersAsync(cluster, node), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (one, _) => await RemoveAsync(one.Id));
        foreach (var network in await NetworksAsync(cluster, node))
        {
            using var response = await _http.DeleteAsync(new Uri($"networks/{network}", UriKind.Relative));
            response.EnsureSuccessStatusCode();
        }
    }

    public void Dispose() => _http.Dispose();

    private static string Labelled(string cluster, string node) => Uri.EscapeDataString(
        JsonSerializer.Serialize(new { label = new[] { $"orchestrator.cluster={cluster}", $"orchestrator.node={node}" } }));

    private async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await _http.GetStringAsync(new Uri(path, UriKind.Relative)))!;
}
