using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Planning.Scheduling.Preemption;

/// <summary>A node on which a pod fits once some others have gone.</summary>
/// <param name="Slot">The node.</param>
/// <param name="Victims">Who would have to go, those that matter most first.</param>
/// <param name="Violations">How many of them a disruption budget would keep.</param>
internal sealed record Displacement(int Slot, List<PodEntry> Victims, int Violations)
{
    // So that each victim makes the sum larger, whatever its priority.
    private const long Base = 1L + int.MaxValue;

    private int Highest => Victims.Count == 0 ? int.MinValue : Victims.Max(victim => victim.Pod.Priority);

    private long Sum => Victims.Sum(victim => victim.Pod.Priority + Base);

    // The earliest start among those of its victims that matter most.
    private DateTimeOffset Start => Victims.Where(victim => victim.Pod.Priority == Highest).Select(victim => victim.Pod.StartedAt ?? DateTimeOffset.MaxValue).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();

    /// <summary>
    /// Whether it does less harm than another, in Kubernetes' order: fewest violated budgets, lowest highest priority, lowest sum of priorities, fewest victims, and victims that started last.
    /// </summary>
    public bool IsBetterThan(Displacement other)
    {
        var order = Violations.CompareTo(other.Violations);
        order = order != 0 ? order : Highest.CompareTo(other.Highest);
        order = order != 0 ? order : Sum.CompareTo(other.Sum);
        order = order != 0 ? order : Victims.Count.CompareTo(other.Victims.Count);
        return (order != 0 ? order : other.Start.CompareTo(Start)) < 0;
    }
}
