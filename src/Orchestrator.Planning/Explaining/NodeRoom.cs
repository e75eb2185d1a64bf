using Orchestrator.Planning.Scheduling;
using Orchestrator.Planning.Scheduling.Snapshot;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Explaining;

/// <summary>What a node has left, by what the API says of it and of the pods on it.</summary>
internal static class NodeRoom
{
    /// <summary>All nodes with their pods, and the namespaces by whose labels pods are placed.</summary>
    public static Cluster ClusterOf(IEnumerable<Node> nodes, IReadOnlyCollection<Pod> pods, IEnumerable<Namespace> namespaces)
    {
        var cluster = new Cluster();
        foreach (var ns in namespaces)
        {
            cluster.SetNamespace(ns.Metadata.Name, NamespaceSelection.LabelsOf(ns));
        }

        foreach (var node in nodes)
        {
            var view = View(node, pods);
            cluster.SetNode(ClusterNode.Of(view));
            foreach (var pod in view.Pods)
            {
                cluster.Bind(ClusterPod.Of(pod), view.Name);
            }
        }

        foreach (var pod in pods.Where(pod => pod.Metadata.DeletionTimestamp is not null))
        {
            cluster.SetLeaving(pod.Metadata.Uid);
        }

        return cluster;
    }

    private static NodeView View(Node node, IEnumerable<Pod> pods) => NodeView.Of(node) with
    {
        Pods = [.. pods.Where(pod => pod.Spec.NodeName == node.Metadata.Name && pod.Status.Phase is not (PodPhase.Succeeded or PodPhase.Failed)).Select(PodDemand.Of)],
    };
}
