using Orchestrator.Grains.Pods;
using Orchestrator.Resources.Core;

namespace Orchestrator.Simulations.Checks;

/// <summary>A pod's phase never goes back (invariant 4), it never moves to another node (invariant 3), and makes room only for what matters more (invariant 10).</summary>
internal sealed class PodRules(Action<string> fail)
{
    public void Check(PodState? before, PodState after)
    {
        if (before?.Resource is not { } old || after.Resource is not { } fresh || old.Metadata.Uid != fresh.Metadata.Uid)
        {
            return;
        }

        var name = $"pod {fresh.Metadata.Name} ({fresh.Metadata.Uid})";
        if (Rank(fresh.Status.Phase) < Rank(old.Status.Phase) || (Rank(old.Status.Phase) == 2 && fresh.Status.Phase != old.Status.Phase))
        {
            fail($"invariant 4: {name} went from {old.Status.Phase} to {fresh.Status.Phase}");
        }

        if (!string.IsNullOrEmpty(old.Spec.NodeName) && old.Spec.NodeName != fresh.Spec.NodeName)
        {
            fail($"invariant 3: {name} moved from {old.Spec.NodeName} to {fresh.Spec.NodeName}");
        }

        if (fresh.Spec.Priority > 0 && fresh.Status.Conditions.Any(condition => condition.Reason == "PreemptionByScheduler"))
        {
            fail($"invariant 10: {name} makes room, and there is nothing that matters more");
        }

        if (after.Revision < before.Revision)
        {
            fail($"invariant 1: {name} went from revision {before.Revision} to {after.Revision}");
        }
    }

    private static int Rank(string? phase) => phase switch
    {
        PodPhase.Running => 1,
        PodPhase.Succeeded or PodPhase.Failed => 2,
        _ => 0,
    };
}
