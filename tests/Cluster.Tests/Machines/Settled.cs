using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Cluster.Tests.Machines;

/// <summary>What must hold once nothing fails any more: the engines have what the API says, and nothing besides.</summary>
internal static class Settled
{
    /// <summary>Waits until no container belongs to no pod of its machine, and every running pod has its container; then no pod has containers on two machines.</summary>
    public static async Task AssertAsync(World world)
    {
        var seen = "";
        try
        {
            await world.EventuallyAsync(async () => (seen = string.Join("; ", await DifferencesAsync(world))).Length == 0, "the engines have what the API says");
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{seen}\n{late.Message}", late);
        }
    }

    private static async Task<List<string>> DifferencesAsync(World world)
    {
        var pods = (await world.Apis[0].ListAsync("/api/v1/pods")).ToDictionary(JsonReading.Uid);
        var differences = new List<string>();
        var found = new Dictionary<string, string>();
        for (var index = 0; index < world.Engines.Count; index++)
        {
            var node = world.Cluster.Workers[index].Name;
            foreach (var container in await world.Engines[index].ContainersAsync(world.Cluster.Name, node))
            {
                if (!pods.TryGetValue(container.PodUid, out var pod))
                {
                    differences.Add($"{node} has a container ({container.State}) of {container.PodName}, {container.PodUid}, which is no pod");
                }
                else if (pod.Text("spec.nodeName") is var bound && bound != node)
                {
                    differences.Add($"{node} has a container ({container.State}) of {container.PodName}, which is bound to {bound}");
                }

                if (container.Running && !found.TryAdd(container.PodUid, node))
                {
                    differences.Add($"{container.PodName} runs on {found[container.PodUid]} and on {node}");
                }
            }
        }

        differences.AddRange(pods.Values
            .Where(pod => pod.Text("status.phase") == "Running" && !found.ContainsKey(pod.Uid()))
            .Select(pod => $"{pod.Name()} is said to run on {pod.Text("spec.nodeName")} and has no container"));
        return differences;
    }
}
