using System.Text.Json.Nodes;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Clients.Tests.Support;

/// <summary>A namespace of one test, so that tests that share a cluster do not meet.</summary>
public sealed class TestNamespace(SharedCluster shared, string name) : IAsyncDisposable
{
    public string Name => name;

    public TestCluster Cluster => shared.Cluster;

    public ClientProgram Kubectl { get; } = ClientProgram.Kubectl(shared, name);

    public ClientProgram Helm { get; } = ClientProgram.Helm(shared, name);

    /// <summary>Creates a pod and waits until it is ready.</summary>
    public async Task<JsonNode> ReadyPodAsync(JsonObject pod)
    {
        await Cluster.Api.CreateAsync(Api.Pods(name), pod);
        return await Cluster.PodAsync(name, pod.Name(), one => one.Is("Ready"), "ready");
    }

    /// <summary>Creates a pod of <see cref="Manifests.Hello"/> and waits until it answers, which takes longer than being ready: that is a container that has been started.</summary>
    public async Task ServingPodAsync(string pod)
    {
        await AnswersAsync(await ReadyPodAsync(Manifests.Pod(pod, Manifests.Hello())));
    }

    /// <summary>Waits until a pod of <see cref="Manifests.Hello"/> answers.</summary>
    public async Task AnswersAsync(JsonNode pod)
    {
        using var http = new HttpClient();
        await Cluster.EventuallyAsync(async () => (await http.GetStringAsync(new Uri($"http://{pod.Text("status.podIP")}:8080/"))).Length > 0, $"{pod.Name()} answers");
    }

    public async ValueTask DisposeAsync() => await Cluster.Api.DeleteAsync($"/api/v1/namespaces/{name}");
}
