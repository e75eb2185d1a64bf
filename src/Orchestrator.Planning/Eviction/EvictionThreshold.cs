namespace Orchestrator.Planning.Eviction;

/// <summary>Below which amount a node counts as short of something.</summary>
/// <param name="Signal">Of what.</param>
/// <param name="Amount">The amount, in bytes, inodes or process ids; not used where <paramref name="Share"/> is given.</param>
/// <param name="Share">The share of the capacity, 0 to 1; null where an amount is given.</param>
/// <param name="Grace">For how long it has to be below before a pod is evicted. None is a hard threshold: then pods get no grace either.</param>
public sealed record EvictionThreshold(EvictionSignal Signal, long Amount, double? Share, TimeSpan Grace)
{
    /// <summary>Whether pods are evicted at once and without grace.</summary>
    public bool Hard => Grace <= TimeSpan.Zero;

    /// <summary>The amount for a capacity.</summary>
    public long AmountOf(long capacity) => Share is { } share ? (long)(capacity * share) : Amount;
}
