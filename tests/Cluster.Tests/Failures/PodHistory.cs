using System.Text.Json.Nodes;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Cluster.Tests.Failures;

/// <summary>Follows a pod through a watch, and keeps each of its states: one that lasts for seconds only is not missed, however late somebody looks.</summary>
public sealed class PodHistory : IDisposable
{
    private readonly TestCluster _cluster;
    private readonly StreamReader _stream;
    private readonly string _name;
    private readonly Lock _gate = new();
    private readonly List<JsonNode> _seen = [];

    private PodHistory(TestCluster cluster, StreamReader stream, string name)
    {
        (_cluster, _stream, _name) = (cluster, stream, name);
        _ = FollowAsync();
    }

    /// <summary>Begins to follow a pod, which is yet to be created.</summary>
    public static async Task<PodHistory> StartAsync(TestCluster cluster, string ns, string name)
    {
        var version = (await cluster.Api.GetAsync(Api.Pods(ns))).Text("metadata.resourceVersion");
        var stream = await cluster.Api.StreamAsync($"{Api.Pods(ns)}?watch=true&resourceVersion={version}&fieldSelector=metadata.name%3D{name}");
        return new PodHistory(cluster, stream, name);
    }

    /// <summary>Waits until the pod has been as wanted, and returns it as it was then.</summary>
    public async Task<JsonNode> HasBeenAsync(Func<JsonNode, bool> wanted, string what)
    {
        await _cluster.EventuallyAsync(() => Task.FromResult(Find(wanted) is not null), $"{_name}: {what}", TimeSpan.FromSeconds(180));
        return Find(wanted)!;
    }

    public void Dispose() => _stream.Dispose();

    private JsonNode? Find(Func<JsonNode, bool> wanted)
    {
        lock (_gate)
        {
            return _seen.FirstOrDefault(wanted);
        }
    }

    private async Task FollowAsync()
    {
        while (await _stream.ReadLineAsync() is { } line)
        {
            lock (_gate)
            {
                _seen.Add(JsonNode.Parse(line).At("object")!);
            }
        }
    }
}
