namespace Orchestrator.Planning.Eviction;

/// <summary>
/// Who goes first, as Kubernetes ranks: whoever uses more than it requested, then whoever matters less, then whoever uses most above its request. Inodes and
/// processes cannot be requested, so there only the last two count.
/// </summary>
internal static class EvictionRanking
{
    public static PodConsumption? First(EvictionSignal signal, IEnumerable<PodConsumption> pods) => pods
        .Where(pod => !pod.Critical)
        .OrderByDescending(pod => ExceedsRequest(signal, pod))
        .ThenBy(pod => pod.Priority)
        .ThenByDescending(pod => AboveRequest(signal, pod))
        .ThenBy(pod => pod.Uid, StringComparer.Ordinal)
        .FirstOrDefault();

    private static bool ExceedsRequest(EvictionSignal signal, PodConsumption pod) => signal switch
    {
        EvictionSignal.MemoryAvailable => pod.MemoryBytes > pod.MemoryRequestBytes,
        EvictionSignal.NodeFsAvailable or EvictionSignal.ImageFsAvailable => pod.DiskBytes > pod.DiskRequestBytes,
        _ => false,
    };

    private static long AboveRequest(EvictionSignal signal, PodConsumption pod) => signal switch
    {
        EvictionSignal.MemoryAvailable => pod.MemoryBytes - pod.MemoryRequestBytes,
        EvictionSignal.NodeFsAvailable or EvictionSignal.ImageFsAvailable => pod.DiskBytes - pod.DiskRequestBytes,
        EvictionSignal.PidAvailable => pod.Processes,
        _ => pod.Inodes,
    };
}
