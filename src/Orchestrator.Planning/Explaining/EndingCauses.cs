using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Explaining;

/// <summary>Why a pod that was told to end is still there.</summary>
internal static class EndingCauses
{
    /// <summary>It has time left, and uses it.</summary>
    public const string InGrace = "GracePeriod";

    public static ImmutableArray<Cause> Of(PodSurroundings seen)
    {
        var pod = seen.Pod;
        var causes = ImmutableArray.CreateBuilder<Cause>();
        causes.AddRange(NodeCauses.Of(seen));
        var left = pod.Metadata.DeletionTimestamp!.Value - seen.Now;
        var runs = pod.Status.ContainerStatuses.Concat(pod.Status.InitContainerStatuses).Any(status => status.State.Running is not null);
        if (runs && left > TimeSpan.Zero)
        {
            causes.Add(new Cause(InGrace, $"it was told to end, and its containers have {Spell.Time(left)} left of {pod.Metadata.DeletionGracePeriodSeconds ?? 0}s to do so", Hurry(pod)));
        }

        if (!pod.Metadata.Finalizers.IsEmpty)
        {
            causes.Add(new Cause(
                "Finalizers",
                $"these must agree before it is gone: {Spell.Names(pod.Metadata.Finalizers)}",
                "see to whoever takes them off metadata.finalizers; take them off yourself only where nobody is left to do it"));
        }

        if (seen.Events.Latest("FailedPreStopHook", since: pod.Metadata.DeletionTimestamp - TimeSpan.FromSeconds(pod.Metadata.DeletionGracePeriodSeconds ?? 0)) is { } hook)
        {
            causes.Add(new Cause("PreStopHook", $"its preStop hook failed: {Spell.Unstopped(hook.Message)}", "mend lifecycle.preStop: it takes its time from the grace"));
        }

        if (causes.Count == 0)
        {
            causes.Add(left > TimeSpan.Zero || -left < Tidying
                ? new Cause(InGrace, "its containers have ended, and its node is removing what is left of it")
                : new Cause("Overdue", $"it should have been gone {Spell.Time(-left)} ago, and its node {pod.Spec.NodeName} has not said that nothing of it is left", Overdue(pod)));
        }

        return causes.ToImmutable();
    }

    // Killing, unmounting and removing take a moment after the grace.
    private static readonly TimeSpan Tidying = TimeSpan.FromSeconds(30);

    private static string Hurry(Pod pod) => $"wait, or end it at once: orc delete pod {pod.Metadata.Name}{Spell.InNamespace(pod)} --grace-period 0";

    private static string Overdue(Pod pod) =>
        $"look at the engine of {pod.Spec.NodeName} (orc doctor, there); orc delete pod {pod.Metadata.Name}{Spell.InNamespace(pod)} --grace-period 0 removes the object, and the node stops what runs when it can";
}
