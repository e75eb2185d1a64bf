using Orchestrator.Planning.Scheduling;
using Orchestrator.Planning.Scheduling.Gangs;
using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Planning.Explaining;

/// <summary>That a pod waits for the others of its group although a node would take it.</summary>
internal static class GroupCauses
{
    public static Cause Of(PodDemand pod, GangMembership gang, Cluster cluster) => new(
        "PodGroupIncomplete",
        $"it is placed together with its group {gang.Name}: {gang.MinMember} pods need a node at once, and {cluster.InGang(pod.Namespace, gang.Name)} have one",
        $"see that there are {gang.MinMember} pods of the group and room for all of them, or set a lower {Resources.Core.PodGroup.MinMember}");
}
