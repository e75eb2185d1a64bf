using Orchestrator.Resources.Core;

namespace Orchestrator.Grains.Pods;

/// <summary>Phases of pods.</summary>
internal static class Phases
{
    /// <summary>Whether a pod has ended for good.</summary>
    public static bool IsOver(Pod pod) => pod.Status.Phase is PodPhase.Succeeded or PodPhase.Failed;
}
