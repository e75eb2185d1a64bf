using System.Net;
using System.Text.Json.Nodes;
using Orchestrator.TestKit.Clusters;
using Orchestrator.TestKit.Machines;

namespace Orchestrator.Cluster.Tests.Machines;

/// <summary>A deployment in a namespace of its own, and a journal of writes beside it. Ending it asserts what must hold whatever happened.</summary>
public sealed class Load(World world, string ns, int replicas) : IAsyncDisposable
{
    public const string Name = "web";

    public string Namespace => ns;

    public Journal Journal { get; } = new(world.Cluster.Controls.Select(control => control.Address), ns);

    private Api Api => world.Apis[0];

    /// <summary>Creates the deployment, waits until its replicas run, and begins to write.</summary>
    public async Task CreateAsync()
    {
        await CreateAsync("/api/v1/namespaces", Manifests.Namespace(ns));
        await CreateAsync(Api.Deployments(ns), Manifests.Deployment(Name, replicas));
        await RunsAsync();
        await Journal.StartAsync();
    }

    // While silos come and go an object may be answered for with 503, and clients ask again.
    private Task CreateAsync(string path, JsonNode body) => world.EventuallyAsync(
        async () => (await Api.SendAsync(HttpMethod.Post, path, body.ToJsonString(), "application/json")) switch
        {
            { IsSuccess: true } or { Code: HttpStatusCode.Conflict } => true,
            { Code: HttpStatusCode.ServiceUnavailable } => false,
            var refused => throw new InvalidOperationException($"POST {path}: {(int)refused.Code} {refused.Body}"),
        },
        $"what is posted to {path} is taken");

    /// <summary>The pods as the API has them.</summary>
    public Task<IReadOnlyList<JsonNode>> PodsAsync() => Api.ListAsync(Api.Pods(ns));

    public async Task<IReadOnlyList<string>> UidsAsync() => [.. (await PodsAsync()).Select(JsonReading.Uid).Order(StringComparer.Ordinal)];

    /// <summary>Uids of the pods on a node.</summary>
    public async Task<IReadOnlyList<string>> PodsOnAsync(string node) =>
        [.. (await PodsAsync()).Where(pod => pod.Text("spec.nodeName") == node).Select(JsonReading.Uid)];

    /// <summary>Waits until as many replicas as wanted are ready, and no pod is too many; those whose end was asked for do not count, because a node that is lost does not end them.</summary>
    /// <param name="without">A node on which no pod may be.</param>
    public Task RunsAsync(Silo? without = null) => world.EventuallyAsync(
        async () =>
        {
            var deployment = await Api.GetAsync($"{Api.Deployments(ns)}/{Name}");
            var pods = (await PodsAsync()).Where(pod => pod.At("metadata.deletionTimestamp") is null).ToList();
            return deployment.Number("status.readyReplicas") == replicas && pods.Count == replicas && pods.All(pod => pod.Is("Ready") && pod.Text("spec.nodeName") != without?.Name);
        },
        $"{replicas} replicas of {ns} are ready");

    /// <summary>Waits until all nodes are ready and everything has settled; asserts the journal; and removes what was deployed.</summary>
    public async Task EndAsync()
    {
        await world.AllReadyAsync();
        await Journal.StopAsync();
        await RunsAsync();
        await world.EventuallyAsync(async () => (await PodsAsync()).Count == replicas, $"no pod of {ns} is ending");
        await Settled.AssertAsync(world);
        await Journal.AssertAsync(Api, world.Cluster.LinesAbout);
        await world.EventuallyAsync(
            async () => await Api.SendAsync(HttpMethod.Delete, $"{Api.Deployments(ns)}/{Name}") is { IsSuccess: true } or { Code: HttpStatusCode.NotFound }, $"the deployment of {ns} is deleted");
        await world.EventuallyAsync(async () => (await PodsAsync()).Count == 0, $"the pods of {ns} are gone");
        await Settled.AssertAsync(world);
    }

    /// <summary>Writes no more, and mends what a test that failed left broken.</summary>
    public async ValueTask DisposeAsync()
    {
        await world.MendAsync();
        await Journal.DisposeAsync();
    }
}
