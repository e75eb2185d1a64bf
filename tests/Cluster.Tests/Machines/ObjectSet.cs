using System.Globalization;
using System.Net;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Cluster.Tests.Machines;

/// <summary>So many objects that every silo of the control plane hosts some of their grains.</summary>
internal sealed class ObjectSet(string ns)
{
    private const int Count = 30;
    private int _written;

    private string Path => Api.Deployments(ns);

    public static async Task<ObjectSet> CreateAsync(Api api, string ns)
    {
        var set = new ObjectSet(ns);
        await Task.WhenAll(Enumerable.Range(0, Count).Select(index => set.MakeAsync(api, Name(index))));
        return set;
    }

    /// <summary>Writes to each once; whether all writes were accepted.</summary>
    public async Task<bool> AcceptsAllAsync(Api api)
    {
        var value = (++_written).ToString(CultureInfo.InvariantCulture);
        var answers = await Task.WhenAll(Enumerable.Range(0, Count).Select(index =>
            api.SendAsync(HttpMethod.Patch, $"{Path}/{Name(index)}", $$"""{"metadata":{"annotations":{"value":"{{value}}"} } }""", "application/merge-patch+json")));
        return answers.All(answer => answer.IsSuccess);
    }

    // An object may be answered for with 503, and what was answered so may have been made all the same.
    private Task MakeAsync(Api api, string name) => Eventually.True(
        async () => await api.SendAsync(HttpMethod.Post, Path, Manifests.Deployment(name, 0).ToJsonString()) is { IsSuccess: true } or { Code: HttpStatusCode.Conflict }, $"{name} is made");

    private static string Name(int index) => string.Create(CultureInfo.InvariantCulture, $"object-{index}");
}
