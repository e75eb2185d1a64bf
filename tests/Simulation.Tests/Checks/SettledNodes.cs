using Orchestrator.Grains.Nodes;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.Simulations.Silos;

namespace Orchestrator.Simulations.Checks;

/// <summary>Whether every machine's node is there and ready, and has admitted what is bound to it and nothing else (invariant 7).</summary>
internal static class SettledNodes
{
    /// <summary>What is not so yet; null where all is.</summary>
    public static string? WhatIsMissing(Cluster cluster, IReadOnlyCollection<Pod> pods) =>
        cluster.Workers.Select(worker => WhatIsMissing(cluster.Database.States.Find(NodeState.Name, $"nodes/{worker.Name}")?.State as NodeState, worker.Name, pods)).FirstOrDefault(missing => missing is not null);

    private static string? WhatIsMissing(NodeState? state, string name, IReadOnlyCollection<Pod> pods)
    {
        if (state?.Resource is not { Metadata.DeletionTimestamp: null } node)
        {
            return $"node {name} is missing";
        }

        if (node.Spec.Unschedulable || !node.Status.Conditions.Any(condition => condition is { Type: NodeConditionType.Ready, Status: ConditionStatus.True }))
        {
            return $"node {name} is cordoned or not ready";
        }

        if (!node.Spec.Taints.IsEmpty)
        {
            return $"node {name} is well and has taints: {string.Join(", ", node.Spec.Taints.Select(taint => taint.Key))}";
        }

        if (state.Bindings.FirstOrDefault(binding => pods.All(pod => pod.Metadata.Uid != binding.Pod.Uid)) is { } left)
        {
            return $"node {name} keeps the room of {left.Pod.Name}, which is gone";
        }

        var bound = pods.Where(pod => pod.Spec.NodeName == name).Select(pod => pod.Metadata.Uid).ToHashSet(StringComparer.Ordinal);
        bound.SymmetricExceptWith(state.Bindings.Select(binding => binding.Pod.Uid));
        return bound.Count == 0 ? null : $"node {name} and its pods say different things of {string.Join(", ", bound.Order(StringComparer.Ordinal))}";
    }
}
