using System.Globalization;
using Orchestrator.Planning.Pods;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Policy;

namespace Orchestrator.Planning.Disruptions;

/// <summary>Whether a budget stands in the way of a pod's eviction, as Kubernetes' API server decides it.</summary>
public static class EvictionRules
{
    private const string AlwaysAllow = "AlwaysAllow";

    /// <summary>Whether no budget is asked: the pod serves nobody yet, or any more, or is ending already.</summary>
    public static bool NeedsNoBudget(Pod pod) =>
        pod.Metadata.DeletionTimestamp is not null || pod.Status.Phase is PodPhase.Pending or PodPhase.Succeeded or PodPhase.Failed;

    /// <summary>Whether a pod that is not ready may go without being taken from its budget.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="budget">Its budget.</param>
    /// <param name="status">The budget's status now.</param>
    public static bool GoesUnhealthy(Pod pod, PodDisruptionBudget budget, PodDisruptionBudgetStatus status) => !PodLife.IsReady(pod.Status)
        && (budget.Spec.UnhealthyPodEvictionPolicy == AlwaysAllow || (status.DesiredHealthy > 0 && status.CurrentHealthy >= status.DesiredHealthy));

    /// <summary>Why the budget would be violated; null where it would not.</summary>
    public static string? Violation(PodDisruptionBudget budget, PodDisruptionBudgetStatus status) => status.DisruptionsAllowed > 0
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"The disruption budget {budget.Metadata.Name} needs {status.DesiredHealthy} healthy pods and has {status.CurrentHealthy} currently");
}
