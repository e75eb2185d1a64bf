using System.Text.Json.Nodes;

namespace Orchestrator.TestKit.Clusters;

/// <summary>The states that tests wait for.</summary>
public static class Waiting
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(180);

    /// <summary>Waits until a deployment has just these many replicas, all ready and none too many, and the engine as many running containers, one a pod.</summary>
    public static Task SettledAsync(this TestCluster cluster, string ns, string deployment, int replicas) => cluster.EventuallyAsync(
        async () => await cluster.IsSettledAsync(ns, deployment, replicas), $"{deployment} has {replicas} replicas and no more", Generous);

    public static async Task<bool> IsSettledAsync(this TestCluster cluster, string ns, string deployment, int replicas)
    {
        var found = await cluster.Api.GetAsync($"{Api.Deployments(ns)}/{deployment}");
        var pods = await cluster.Api.ListAsync($"{Api.Pods(ns)}?labelSelector=app%3D{deployment}");
        var uids = pods.Select(JsonReading.Uid).ToHashSet();
        var containers = (await cluster.ContainersAsync(ns)).Where(one => uids.Contains(one.PodUid)).ToList();
        return found.Number("status.observedGeneration") == found.Number("metadata.generation")
            && found.Number("status.readyReplicas") == replicas
            && found.Number("status.replicas") == replicas
            && found.Number("status.updatedReplicas") == replicas
            && pods.Count == replicas
            && pods.All(pod => pod.Is("Ready"))
            && containers.Count(one => one.Running) == replicas
            && containers.Where(one => one.Running).DistinctBy(one => one.PodUid).Count() == replicas;
    }

    /// <summary>Waits until a pod is as wanted, and returns it.</summary>
    public static async Task<JsonNode> PodAsync(this TestCluster cluster, string ns, string name, Func<JsonNode, bool> wanted, string what)
    {
        JsonNode? seen = null;
        try
        {
            await cluster.EventuallyAsync(async () => await cluster.Api.FindAsync($"{Api.Pods(ns)}/{name}") is { } pod && wanted(seen = pod), $"{name}: {what}", Generous);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message}\nIts status was {seen?["status"]?.ToJsonString()}", late.InnerException);
        }

        return seen!;
    }

    /// <summary>Waits until there is an event of this reason whose message holds the text.</summary>
    public static Task EventAsync(this TestCluster cluster, string ns, string reason, string text) => cluster.EventuallyAsync(
        async () => (await cluster.Api.ListAsync(Api.Events(ns))).Any(
            one => one.Text("reason") == reason && one.Text("message")!.Contains(text, StringComparison.Ordinal)),
        $"an event {reason} with '{text}'",
        Generous);

    /// <summary>Waits until neither the API nor the engine has anything of a namespace's pods.</summary>
    public static Task NothingLeftAsync(this TestCluster cluster, string ns) => cluster.EventuallyAsync(
        async () => (await cluster.Api.ListAsync(Api.Pods(ns))).Count == 0 && (await cluster.ContainersAsync(ns)).Count == 0, $"nothing is left in {ns}", Generous);
}
