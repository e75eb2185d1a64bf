using Orchestrator.Planning.Scheduling;
using Orchestrator.Planning.Scheduling.Snapshot;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Tests.Scheduling;

internal static class SchedulingSamples
{
    public static PodDemand Demand(string name, long milliCpu = 0, long memory = 0, params ReadOnlySpan<HostPort> ports) => new()
    {
        Namespace = "default",
        Name = name,
        Uid = $"uid-{name}",
        MilliCpu = milliCpu,
        MemoryBytes = memory,
        HostPorts = [.. ports],
    };

    public static NodeView Node(string name, long milliCpu = 1000, long memory = 1000, int pods = 10, params ReadOnlySpan<PodDemand> with) => new()
    {
        Name = name,
        Labels = StringMap.Empty,
        Ready = true,
        AllocatableMilliCpu = milliCpu,
        AllocatableMemoryBytes = memory,
        AllocatablePods = pods,
        Pods = [.. with],
    };

    /// <summary>The nodes with their pods, as a scheduler keeps them.</summary>
    public static Cluster ClusterOf(params ReadOnlySpan<NodeView> nodes)
    {
        var cluster = new Cluster();
        foreach (var node in nodes)
        {
            cluster.SetNode(ClusterNode.Of(node));
            foreach (var pod in node.Pods)
            {
                Assert.True(cluster.Bind(ClusterPod.Of(pod), node.Name));
            }
        }

        return cluster;
    }
}
