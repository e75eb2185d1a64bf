using System.Collections.Concurrent;

namespace Orchestrator.Agent.Pressure;

/// <summary>
/// What pods have on disk, as of the last time that it was looked at. To look takes a walk through all their files, so it is done seldom, and by one at a time.
/// </summary>
internal sealed class DiskScan(TimeProvider clock, TimeSpan period)
{
    private readonly ConcurrentDictionary<string, DiskUsage> _usage = new(StringComparer.Ordinal);
    private DateTimeOffset? _scannedAt;

    /// <summary>What a pod has on disk; null where nobody has looked yet.</summary>
    public DiskUsage? Of(string podUid) => _usage.GetValueOrDefault(podUid);

    /// <summary>Looks again, if it is time, or if room is short; at a pod that is new, always.</summary>
    public void Refresh(IReadOnlyList<PodOnNode> pods, bool urgent, CancellationToken cancellationToken)
    {
        var due = urgent || _scannedAt is not { } before || clock.GetUtcNow() - before >= period;
        foreach (var pod in pods.Where(pod => due || !_usage.ContainsKey(pod.Pod.Metadata.Uid)))
        {
            _usage[pod.Pod.Metadata.Uid] = DiskUsage.Of(pod, cancellationToken);
        }

        if (!due)
        {
            return;
        }

        var there = pods.Select(pod => pod.Pod.Metadata.Uid).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _usage.Keys.Where(uid => !there.Contains(uid)))
        {
            _usage.TryRemove(gone, out _);
        }

        _scannedAt = clock.GetUtcNow();
    }
}
