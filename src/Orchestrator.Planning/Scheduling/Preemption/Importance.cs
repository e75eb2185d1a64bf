using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Planning.Scheduling.Preemption;

/// <summary>Who stays before whom: the higher priority, then the earlier start, then the name, so that the order is the same everywhere.</summary>
internal sealed class Importance : IComparer<PodEntry>
{
    public static Importance Order { get; } = new();

    public int Compare(PodEntry? x, PodEntry? y)
    {
        var order = y!.Pod.Priority.CompareTo(x!.Pod.Priority);
        order = order != 0 ? order : (x.Pod.StartedAt ?? DateTimeOffset.MaxValue).CompareTo(y.Pod.StartedAt ?? DateTimeOffset.MaxValue);
        return order != 0 ? order : string.CompareOrdinal(x.Pod.Uid, y.Pod.Uid);
    }
}
