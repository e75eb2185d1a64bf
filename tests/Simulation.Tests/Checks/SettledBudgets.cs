using Orchestrator.Planning.Pods;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Policy;
using Orchestrator.Simulations.Workload;

namespace Orchestrator.Simulations.Checks;

/// <summary>Whether budgets say what is the case (invariant 7).</summary>
internal static class SettledBudgets
{
    /// <summary>What is not so yet; null where all is.</summary>
    /// <param name="budgets">The budgets.</param>
    /// <param name="pods">The pods.</param>
    /// <param name="wanted">The deployments that users want.</param>
    public static string? WhatIsMissing(IEnumerable<PodDisruptionBudget> budgets, IReadOnlyCollection<Pod> pods, IReadOnlyCollection<Wanted> wanted)
    {
        foreach (var budget in budgets)
        {
            var status = budget.Status;
            var its = pods.Where(pod => pod.Metadata.Labels.GetValueOrDefault("app") == budget.Metadata.Name).ToList();
            var ready = its.Count(pod => PodLife.IsReady(pod.Status));
            var replicas = its.Count == 0 ? 0 : wanted.FirstOrDefault(deployment => deployment.Name == budget.Metadata.Name)?.Replicas ?? 0;
            var desired = budget.Spec.MaxUnavailable is { Number: var most } ? Math.Max(0, replicas - most) : budget.Spec.MinAvailable!.Value.Number;
            if (status.CurrentHealthy != ready || status.DesiredHealthy != desired || status.DisruptionsAllowed != Math.Max(0, ready - desired) || !status.DisruptedPods.IsEmpty)
            {
                return $"budget {budget.Metadata.Name} says {status.CurrentHealthy} healthy of {status.DesiredHealthy} wanted, {status.DisruptionsAllowed} allowed; {ready} are, {desired} must be";
            }
        }

        return null;
    }
}
