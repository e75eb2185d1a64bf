using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Eviction;

/// <summary>Whom the kernel kills first when memory runs out (Kubernetes' documentation, "Node out of memory behavior").</summary>
public static class OomScore
{
    private const int Guaranteed = -997;
    private const int BestEffort = 1000;

    /// <summary>The <c>oom_score_adj</c> of a container.</summary>
    /// <param name="qosClass">Its pod's class, one of <see cref="QosClass"/>.</param>
    /// <param name="memoryRequestBytes">The memory that it requests.</param>
    /// <param name="memoryCapacityBytes">The memory of the machine.</param>
    public static int Adjustment(string qosClass, long memoryRequestBytes, long memoryCapacityBytes) => qosClass switch
    {
        QosClass.Guaranteed => Guaranteed,
        QosClass.BestEffort => BestEffort,
        _ => Burstable(memoryRequestBytes, memoryCapacityBytes),
    };

    // The larger the share of the machine that was asked for, the later; always after the best efforts and before the guaranteed ones.
    private static int Burstable(long request, long capacity)
    {
        var adjustment = capacity <= 0 ? BestEffort - 1 : 1000 - (int)Math.Min(1000, request * 1000.0 / capacity);
        return Math.Clamp(adjustment, 1000 + Guaranteed, BestEffort - 1);
    }
}
