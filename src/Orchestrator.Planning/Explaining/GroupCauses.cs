using Orchestrator.Planning.Scheduling.Gangs;
using Orchestrator.Planning.Scheduling.Snapshot;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Explaining;

/// <summary>That a pod waits for the others of its group although a node would take it.</summary>
internal static class GroupCauses
{
    public static Cause Of(PodSurroundings seen, GangMembership gang, Cluster cluster) => new(
        "PodGroupIncomplete",
        $"it is placed together with its group {gang.Name}: {gang.MinMember} pods need a node at once, and {cluster.InGang(seen.Pod.Metadata.Namespace, gang.Name) + Succeeded(seen, gang)} have one",
        $"see that there are {gang.MinMember} pods of the group and room for all of them, or set a lower {Resources.Core.PodGroup.MinMember}");

    private static int Succeeded(PodSurroundings seen, GangMembership gang) => seen.PodsOnNodes.Count(pod =>
        pod.Status.Phase == PodPhase.Succeeded && pod.Metadata.Namespace == seen.Pod.Metadata.Namespace && GangReading.Of(pod.Metadata)?.Name == gang.Name);
}
