using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.TestKit.Clusters;

/// <summary>Looks at a Docker engine past the orchestrator, over its socket: what is really there, and what somebody else may do to it.</summary>
public sealed class Engine : IDisposable
{
    private static readonly TimeSpan Stranded = TimeSpan.FromSeconds(60);
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

    /// <summary>
    /// Removes all that a node left. What its orc had begun to remove is being removed still, and a network goes after the last that is in it. Of a container that was killed while it
    /// started an engine may keep the endpoint, and then its empty network for as long as it runs itself.
    /// </summary>
    public async Task EmptyAsync(string cluster, string node)
    {
        var started = TimeProvider.System.GetTimestamp();
        await Eventually.True(
            async () =>
            {
                var containers = (await ContainersAsync(cluster, node)).Select(one => $"containers/{one.Id}?force=true&v=true").ToList();
                var networks = containers.Count > 0 ? [] : (await NetworksAsync(cluster, node)).Select(name => $"networks/{name}").ToList();
                await Parallel.ForEachAsync(containers.Concat(networks), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (one, _) => await BeginToRemoveAsync(one));
                return containers.Count + networks.Count == 0
                    || (containers.Count == 0 && TimeProvider.System.GetElapsedTime(started) > Stranded && await AreEmptyAsync(networks));
            },
            $"nothing is left of the node {node} of the cluster {cluster}");
    }

    public void Dispose() => _http.Dispose();

    private async Task<bool> AreEmptyAsync(IEnumerable<string> networks)
    {
        foreach (var network in networks)
        {
            if ((await GetAsync(network)).At("Containers")!.AsObject().Count > 0)
            {
                return false;
            }
        }

        return true;
    }

    private async Task BeginToRemoveAsync(string path)
    {
        using var response = await _http.DeleteAsync(new Uri(path, UriKind.Relative));
        if (response.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.Conflict or HttpStatusCode.Forbidden))
        {
            response.EnsureSuccessStatusCode();
        }
    }

    private static string Labelled(string cluster, string node) => Uri.EscapeDataString(
        JsonSerializer.Serialize(new { label = new[] { $"orchestrator.cluster={cluster}", $"orchestrator.node={node}" } }));

    private async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await _http.GetStringAsync(new Uri(path, UriKind.Relative)))!;
}
