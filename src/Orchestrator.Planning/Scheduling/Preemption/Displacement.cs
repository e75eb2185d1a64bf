using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Planning.Scheduling.Preemption;

/// <summary>A node on which a pod fits once some others have gone.</summary>
internal sealed class Displacement
{
    // So that each victim makes the sum larger, whatever its priority.
    private const long Base = 1L + int.MaxValue;
    private readonly int _highest = int.MinValue;
    private readonly long _sum;
    private readonly DateTimeOffset _start = DateTimeOffset.MaxValue;

    /// <summary>A displacement, with what it is compared by.</summary>
    /// <param name="slot">The node.</param>
    /// <param name="victims">Who would have to go, those that matter most first.</param>
    /// <param name="violating">Those of them that a disruption budget would keep.</param>
    public Displacement(int slot, List<PodEntry> victims, IReadOnlyList<PodEntry> violating)
    {
        (Slot, Victims, Violating) = (slot, victims, violating);
        foreach (var victim in victims)
        {
            _sum += victim.Pod.Priority + Base;

            // The order has the earliest of those that matter most in front.
            if (victim.Pod.Priority > _highest)
            {
                (_highest, _start) = (victim.Pod.Priority, victim.Pod.StartedAt ?? DateTimeOffset.MaxValue);
            }
        }
    }

    public int Slot { get; }

    public List<PodEntry> Victims { get; }

    public IReadOnlyList<PodEntry> Violating { get; }

    /// <summary>
    /// Whether it does less harm than another, in Kubernetes' order: fewest violated budgets, lowest highest priority, lowest sum of priorities, fewest victims, and victims that started last.
    /// </summary>
    public bool IsBetterThan(Displacement other)
    {
        var order = Violating.Count.CompareTo(other.Violating.Count);
        order = order != 0 ? order : _highest.CompareTo(other._highest);
        order = order != 0 ? order : _sum.CompareTo(other._sum);
        order = order != 0 ? order : Victims.Count.CompareTo(other.Victims.Count);
        return (order != 0 ? order : other._start.CompareTo(_start)) < 0;
    }
}
