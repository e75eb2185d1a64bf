using Orchestrator.Agent.Pods;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Serialization;
using Orchestrator.Simulations.Silos;

namespace Orchestrator.Simulations.Checks;

/// <summary>Whether what runs is what users want, and nothing else (invariant 7).</summary>
internal static class Settled
{
    /// <summary>What is not so yet; null where all is.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="wanted">The deployments that users want, with replicas and image, by name.</param>
    public static string? WhatIsMissing(Cluster cluster, IReadOnlyDictionary<string, (int Replicas, string Image)> wanted)
    {
        var deployments = All<Deployment>(cluster, "Deployment");
        if (deployments.Find(deployment => !wanted.ContainsKey(deployment.Metadata.Name)) is { } unwanted)
        {
            return $"deployment {unwanted.Metadata.Name} is still there";
        }

        foreach (var (name, (replicas, image)) in wanted)
        {
            if (deployments.Find(deployment => deployment.Metadata.Name == name) is not { } deployment)
            {
                return $"deployment {name} is missing";
            }

            if (deployment.Status.UpdatedReplicas != replicas || deployment.Status.AvailableReplicas != replicas || deployment.Status.Replicas != replicas)
            {
                return $"deployment {name} says {deployment.Status.UpdatedReplicas} updated and {deployment.Status.AvailableReplicas} available of {deployment.Status.Replicas}, wanted {replicas} with {image}";
            }
        }

        return Pods(cluster, wanted);
    }

    private static string? Pods(Cluster cluster, IReadOnlyDictionary<string, (int Replicas, string Image)> wanted)
    {
        var pods = All<Pod>(cluster, "Pod");
        if (pods.Count != wanted.Values.Sum(deployment => deployment.Replicas))
        {
            return $"{pods.Count} pods are stored, wanted {wanted.Values.Sum(deployment => deployment.Replicas)}";
        }

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

        return pods.Find(pod => !running.Contains(pod.Metadata.Uid)) is { } idle ? $"pod {idle.Metadata.Name} on {idle.Spec.NodeName} does not run" : null;
    }

    private static List<T> All<T>(Cluster cluster, string kind) =>
        [.. cluster.Database.States.Resources.Where(found => found.Key.Kind == kind).Select(found => ResourceJson.Deserialize<T>(found.Document.Span))];
}
