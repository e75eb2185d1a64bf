using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Planning.Tests.Scheduling.Preemption;

/// <summary>What it costs to have a node take a pod.</summary>
/// <param name="Node">The node.</param>
/// <param name="Victims">Who has to go, those that matter most first.</param>
/// <param name="Violating">How many of them a budget would keep.</param>
internal sealed record NaiveHarm(string Node, IReadOnlyList<ClusterPod> Victims, int Violating)
{
    /// <summary>What nodes are compared by, in the order of Kubernetes' documentation; less is better.</summary>
    public (int Violating, int Highest, long Sum, int Count, long LateStart) Key
    {
        get
        {
            var highest = Victims.Count == 0 ? int.MinValue : Victims.Max(victim => victim.Priority);
            var start = Victims.Where(victim => victim.Priority == highest).Select(victim => victim.StartedAt ?? DateTimeOffset.MaxValue).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
            return (Violating, highest, Victims.Sum(victim => victim.Priority + 1L + int.MaxValue), Victims.Count, -start.UtcTicks);
        }
    }
}
