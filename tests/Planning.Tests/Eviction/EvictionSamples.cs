using Orchestrator.Planning.Eviction;

namespace Orchestrator.Planning.Tests.Eviction;

internal static class EvictionSamples
{
    public const long Mebi = 1024 * 1024;
    public static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static EvictionSettings Settings(string hard, string soft = "", double softSeconds = 60) => new()
    {
        Thresholds = [.. EvictionThresholds.Parse(hard), .. EvictionThresholds.Parse(soft, TimeSpan.FromSeconds(softSeconds))],
    };

    public static PodConsumption Pod(string uid, long memory = 0, long request = 0, int priority = 0, long disk = 0, long processes = 0, bool critical = false) => new()
    {
        Uid = uid,
        Priority = priority,
        Critical = critical,
        Processes = processes,
        Containers = [new ContainerConsumption { Name = "main", MemoryBytes = memory, MemoryRequestBytes = request, DiskBytes = disk }],
    };

    public static SignalObservation Memory(long available, long capacity = 1000 * Mebi) => new(EvictionSignal.MemoryAvailable, available, capacity);

    public static SignalObservation Disk(long available, long capacity = 1000 * Mebi) => new(EvictionSignal.NodeFsAvailable, available, capacity);

    public static SignalObservation Pids(long available, long capacity = 1000) => new(EvictionSignal.PidAvailable, available, capacity);

    public static EvictionPlan Plan(
        EvictionSettings settings, EvictionState state, SignalObservation observed, DateTimeOffset now, bool reclaimed, params PodConsumption[] pods) =>
        EvictionPlanner.Plan(settings, state, [observed], [.. pods], reclaimed, now);

    public static string Evicted(EvictionPlan plan) => string.Join(',', plan.Evictions.Select(eviction => eviction.Uid));
}
