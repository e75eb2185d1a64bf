using System.Collections.Immutable;
using System.Globalization;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Tables;

/// <summary>The table of pods.</summary>
internal sealed class PodColumns : ITableColumns<Pod>
{
    public ImmutableArray<TableColumn<Pod>> Columns { get; } =
    [
        CommonColumns.Name<Pod>(),
        new("Ready", (pod, _) => Ready(pod), "How many of the pod's containers can serve."),
        new("Status", (pod, _) => PodStatusText.Of(pod), "How the pod is, in one word."),
        new("Restarts", (pod, now) => Restarts(pod, now), "How often containers were started again, and how long ago the last one ended."),
        CommonColumns.Age<Pod>(),
        new("IP", (pod, _) => CommonColumns.OrNone(pod.Status.PodIp), "The pod's address.") { Priority = 1 },
        new("Node", (pod, _) => CommonColumns.OrNone(pod.Spec.NodeName), "The node that the pod is on.") { Priority = 1 },
        new("Nominated Node", (pod, _) => CommonColumns.OrNone(pod.Status.NominatedNodeName), "The node on which others are displaced for the pod.") { Priority = 1 },
        new("Readiness Gates", (pod, _) => Gates(pod), "How many of the further conditions of readiness hold.") { Priority = 1 },
    ];

    private static string Ready(Pod pod)
    {
        var sidecars = pod.Spec.InitContainers.Count(init => init.IsSidecar);
        var ready = Staying(pod).Count(status => status is { Ready: true, State.Running: not null });
        return string.Create(CultureInfo.InvariantCulture, $"{ready}/{pod.Spec.Containers.Length + sidecars}");
    }

    // The containers that stay: the sidecars and the ordinary ones.
    private static IReadOnlyList<ContainerStatus> Staying(Pod pod)
    {
        var sidecars = pod.Spec.InitContainers.Where(init => init.IsSidecar).Select(init => init.Name).ToHashSet(StringComparer.Ordinal);
        return [.. pod.Status.InitContainerStatuses.Where(status => sidecars.Contains(status.Name)), .. pod.Status.ContainerStatuses];
    }

    private static string Restarts(Pod pod, DateTimeOffset now)
    {
        // While it is initialized, what restarts is an init container.
        var initializing = pod.Status.ContainerStatuses.All(status => status.RestartCount == 0);
        var statuses = initializing ? [.. pod.Status.InitContainerStatuses, .. pod.Status.ContainerStatuses] : Staying(pod);
        var count = statuses.Sum(status => status.RestartCount);
        var last = statuses.Max(status => status.LastState.Terminated?.FinishedAt);
        return count > 0 && last is not null
            ? string.Create(CultureInfo.InvariantCulture, $"{count} ({Age.Of(last, now)} ago)")
            : count.ToString(CultureInfo.InvariantCulture);
    }

    private static string Gates(Pod pod)
    {
        var gates = pod.Spec.ReadinessGates;
        if (gates.IsEmpty)
        {
            return CommonColumns.None;
        }

        var holding = gates.Count(gate => pod.Status.Conditions.Any(
            condition => condition.Type == gate.ConditionType && condition.Status == ConditionStatus.True));
        return string.Create(CultureInfo.InvariantCulture, $"{holding}/{gates.Length}");
    }
}
