namespace Orchestrator.Planning.Scheduling.Snapshot;

/// <summary>
/// Amounts that people write may be larger than any machine. They stop at a number of which so many fit into a long that sums neither wrap nor have to be checked, and
/// what a node has stops just below it, so that a request beyond all measure fits nowhere.
/// </summary>
internal static class Amount
{
    private const long RequestMax = 1L << 50;

    public static long Requested(long amount) => Math.Clamp(amount, 0, RequestMax);

    public static long Offered(long amount) => Math.Clamp(amount, 0, RequestMax - 1);
}
