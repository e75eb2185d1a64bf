using System.Text.Json.Nodes;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Cluster.Tests.Rollouts;

/// <summary>Follows the pods of a namespace through a watch, and keeps what was there after each change: nothing in between is missed.</summary>
public sealed class ReadinessSamples : IDisposable
{
    private readonly StreamReader _stream;
    private readonly Dictionary<string, JsonNode> _pods;
    private readonly Lock _gate = new();
    private readonly List<Sample> _seen = [];

    private ReadinessSamples(StreamReader stream, IEnumerable<JsonNode> pods)
    {
        _stream = stream;
        _pods = pods.ToDictionary(JsonReading.Uid);
        Take();
        _ = FollowAsync();
    }

    /// <summary>What was there, after each change.</summary>
    public IReadOnlyList<Sample> Seen
    {
        get
        {
            lock (_gate)
            {
                return [.. _seen];
            }
        }
    }

    public static async Task<ReadinessSamples> StartAsync(TestCluster cluster, string ns)
    {
        var list = await cluster.Api.GetAsync(Api.Pods(ns));
        var stream = await cluster.Api.StreamAsync($"{Api.Pods(ns)}?watch=true&resourceVersion={list.Text("metadata.resourceVersion")}");
        return new ReadinessSamples(stream, list["items"]!.AsArray().Select(pod => pod!));
    }

    /// <summary>Waits until the watch has told of just these pods, all ready.</summary>
    public Task CaughtUpAsync(HashSet<string> uids) => TestKit.Eventually.True(
        () => Task.FromResult(Seen[^1] is var last && last.Uids.SetEquals(uids) && last.Ready == uids.Count), "the watch has told everything");

    public void Dispose() => _stream.Dispose();

    private async Task FollowAsync()
    {
        while (await _stream.ReadLineAsync() is { } line)
        {
            var change = JsonNode.Parse(line);
            var pod = change.At("object")!;
            lock (_gate)
            {
                if (change.Text("type") == "DELETED")
                {
                    _pods.Remove(pod.Uid());
                }
                else
                {
                    _pods[pod.Uid()] = pod;
                }

                Take();
            }
        }
    }

    private void Take() => _seen.Add(new Sample(
        _pods.Values.Count(pod => pod.Is("Ready")), _pods.Values.Count(pod => pod.Text("metadata.deletionTimestamp") is null), [.. _pods.Keys]));

    /// <summary>What was there at one moment.</summary>
    /// <param name="Ready">How many pods were ready.</param>
    /// <param name="Present">How many were there and not being deleted.</param>
    /// <param name="Uids">All of them.</param>
    public sealed record Sample(int Ready, int Present, HashSet<string> Uids);
}
