using System.Globalization;
using Orchestrator.Grains.Nodes;
using Orchestrator.Resources.Core;
using Orchestrator.Simulations.Silos;
using Orchestrator.Simulations.Workload;

namespace Orchestrator.Simulations.Checks;

/// <summary>Whether groups that fit are whole, and those that do not hold no room (invariant 7).</summary>
internal static class SettledGroups
{
    /// <summary>What is not so yet; null where all is.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="pods">The pods of groups that are stored.</param>
    /// <param name="users">Who wants which groups.</param>
    public static string? WhatIsMissing(Cluster cluster, IReadOnlyCollection<Pod> pods, IEnumerable<GroupUser> users) =>
        users.Select(user => WhatIsMissing(cluster, user, [.. pods.Where(pod => pod.Metadata.Labels[PodGroup.Label] == user.Name)])).FirstOrDefault(missing => missing is not null);

    private static string? WhatIsMissing(Cluster cluster, GroupUser user, List<Pod> pods)
    {
        if (user.Wish is not { } wish)
        {
            return pods.Count == 0 ? null : $"pod {pods[0].Metadata.Name} is still there, and its group is not wanted";
        }

        var number = wish.Number.ToString(CultureInfo.InvariantCulture);
        if (pods.Count != wish.Members || pods.Exists(pod => pod.Metadata.Annotations[GroupUser.Attempt] != number || pod.Metadata.DeletionTimestamp is not null))
        {
            return $"group {user.Name} has {pods.Count} pods, wanted {wish.Members} of attempt {number}";
        }

        if (pods.Find(pod => pod.Status.Phase == PodPhase.Failed) is { } failed)
        {
            return $"pod {failed.Metadata.Name} has failed";
        }

        var placed = pods.Count(pod => !string.IsNullOrEmpty(pod.Spec.NodeName));
        if (placed == wish.Members)
        {
            return user.Kind == GroupKind.TooLarge ? $"group {user.Name} runs, and it is too large" : null;
        }

        var more = Math.Max(1, wish.MinMember - placed);
        var room = cluster.Workers.Sum(worker => RoomOf(cluster, worker, wish.MilliCpu));
        return room >= more ? $"group {user.Name} waits with {placed} of the {wish.MinMember} pods that it needs on nodes, and there is room for {room}"
            : placed > 0 && placed < wish.MinMember ? $"group {user.Name} holds the room of {placed} pods, and needs {wish.MinMember}"
            : null;
    }

    private static long RoomOf(Cluster cluster, Machine worker, long milliCpu) =>
        cluster.Database.States.Find(NodeState.Name, $"nodes/{worker.Name}")?.State is NodeState { Resource: { } node } state
            ? (node.Status.Allocatable.AmountOf(ResourceName.Cpu).MilliValue - state.Bindings.Where(binding => !binding.Finished).Sum(binding => binding.Pod.MilliCpu)) / milliCpu
            : 0;
}
