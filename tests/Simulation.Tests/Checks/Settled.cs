using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Policy;
using Orchestrator.Resources.Serialization;
using Orchestrator.Simulations.Silos;
using Orchestrator.Simulations.Workload;

namespace Orchestrator.Simulations.Checks;

/// <summary>Whether what runs is what users want, and nothing else (invariant 7).</summary>
internal static class Settled
{
    /// <summary>What is not so yet; null where all is.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="wanted">The deployments that users want.</param>
    /// <param name="alone">The pods that users want besides, by name.</param>
    /// <param name="groups">Who wants pods that are placed all or none.</param>
    public static string? WhatIsMissing(Cluster cluster, IReadOnlyCollection<Wanted> wanted, IReadOnlyCollection<string> alone, IReadOnlyCollection<GroupUser> groups)
    {
        var pods = All<Pod>(cluster, "Pod");
        var (grouped, others) = (pods.FindAll(IsInGroup), pods.FindAll(pod => !IsInGroup(pod)));
        return Deployments(All<Deployment>(cluster, "Deployment"), wanted, others.Exists(pod => string.IsNullOrEmpty(pod.Spec.NodeName)))
            ?? SettledPods.WhatIsMissing(cluster, others, wanted.Sum(deployment => deployment.Replicas), alone)
            ?? SettledGroups.WhatIsMissing(cluster, grouped, groups)
            ?? SettledContainers.WhatIsMissing(cluster, pods)
            ?? SettledNodes.WhatIsMissing(cluster, pods)
            ?? SettledBudgets.WhatIsMissing(All<PodDisruptionBudget>(cluster, "PodDisruptionBudget"), pods, wanted);
    }

    // Where there is not enough room, those that matter less have what is left, and may stay as they are in the middle of an update.
    private static string? Deployments(List<Deployment> deployments, IReadOnlyCollection<Wanted> wanted, bool somebodyWaits)
    {
        if (deployments.Find(deployment => wanted.All(one => one.Name != deployment.Metadata.Name)) is { } unwanted)
        {
            return $"deployment {unwanted.Metadata.Name} is still there";
        }

        foreach (var (name, replicas, image, isUrgent) in wanted)
        {
            if (deployments.Find(deployment => deployment.Metadata.Name == name) is not { } deployment)
            {
                return $"deployment {name} is missing";
            }

            var status = deployment.Status;
            if ((isUrgent || !somebodyWaits) && (status.UpdatedReplicas != replicas || status.AvailableReplicas != replicas || status.Replicas != replicas))
            {
                return $"deployment {name} says {status.UpdatedReplicas} updated and {status.AvailableReplicas} available of {status.Replicas}, wanted {replicas} with {image}";
            }
        }

        return null;
    }

    private static bool IsInGroup(Pod pod) => pod.Metadata.Labels.ContainsKey(PodGroup.Label);

    private static List<T> All<T>(Cluster cluster, string kind) =>
        [.. cluster.Database.States.Resources.Where(found => found.Key.Kind == kind).Select(found => ResourceJson.Deserialize<T>(found.Document.Span))];
}
