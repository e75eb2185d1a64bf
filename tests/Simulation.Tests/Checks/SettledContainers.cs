using Orchestrator.Agent.Pods;
using Orchestrator.Resources.Core;
using Orchestrator.Simulations.Silos;

namespace Orchestrator.Simulations.Checks;

/// <summary>Whether all pods run where they are bound, unless they have done their work, and nothing else runs (invariant 7).</summary>
internal static class SettledContainers
{
    /// <summary>What is not so yet; null where all is.</summary>
    public static string? WhatIsMissing(Cluster cluster, List<Pod> pods)
    {
        var byUid = pods.ToDictionary(pod => pod.Metadata.Uid, StringComparer.Ordinal);
        var running = new HashSet<string>(StringComparer.Ordinal);
        foreach (var worker in cluster.Workers)
        {
            foreach (var container in worker.Engine!.Engine.Containers.Where(container => container.Labels.ContainsKey(ContainerLabels.PodUid)))
            {
                var uid = container.Labels[ContainerLabels.PodUid];
                if (!byUid.TryGetValue(uid, out var pod) || pod.Spec.NodeName != worker.Name)
                {
                    return $"container {container.Name} on {worker.Name} is an orphan";
                }

                if (container.State == Containers.ContainerState.Running)
                {
                    running.Add(uid);
                }
            }
        }

        return pods.Find(pod => !string.IsNullOrEmpty(pod.Spec.NodeName) && !running.Contains(pod.Metadata.Uid) && pod.Status.Phase != PodPhase.Succeeded) is { } idle
            ? $"pod {idle.Metadata.Name} on {idle.Spec.NodeName} does not run"
            : null;
    }
}
