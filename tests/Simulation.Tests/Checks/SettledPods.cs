using Orchestrator.Grains.Nodes;
using Orchestrator.Resources.Core;
using Orchestrator.Simulations.Silos;
using Orchestrator.Simulations.Workload;

namespace Orchestrator.Simulations.Checks;

/// <summary>Whether all pods are stored that users want one by one, and nobody waits without need (invariant 7).</summary>
internal static class SettledPods
{
    /// <summary>What is not so yet; null where all is.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="pods">The pods that are stored, those of groups excepted.</param>
    /// <param name="replicas">How many of them deployments want.</param>
    /// <param name="alone">The pods that users want besides, by name.</param>
    public static string? WhatIsMissing(Cluster cluster, List<Pod> pods, int replicas, IReadOnlyCollection<string> alone)
    {
        if (alone.FirstOrDefault(name => pods.All(pod => pod.Metadata.Name != name || pod.Metadata.DeletionTimestamp is not null)) is { } absent)
        {
            return $"pod {absent} is missing";
        }

        var waiting = pods.Where(pod => string.IsNullOrEmpty(pod.Spec.NodeName)).ToList();
        if (waiting.Count == 0 && pods.Count != replicas + alone.Count)
        {
            return $"{pods.Count} pods are stored, wanted {replicas + alone.Count}";
        }

        return waiting.Select(pod => WhyItShouldNot(cluster, pod)).FirstOrDefault(why => why is not null);
    }

    private static string? WhyItShouldNot(Cluster cluster, Pod waiting)
    {
        var free = cluster.Workers.FirstOrDefault(worker =>
            cluster.Database.States.Find(NodeState.Name, $"nodes/{worker.Name}")?.State is NodeState state
            && state.Bindings.Where(binding => !binding.Finished).Sum(binding => binding.Pod.MilliCpu) + PodShape.MilliCpu <= state.Resource?.Status.Allocatable.AmountOf(ResourceName.Cpu).MilliValue);
        return waiting.Spec.Priority > 0 ? $"pod {waiting.Metadata.Name} matters more than others and waits"
            : free is not null ? $"pod {waiting.Metadata.Name} waits, and {free.Name} has room"
            : null;
    }
}
