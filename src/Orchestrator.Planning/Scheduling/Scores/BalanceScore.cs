using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Planning.Scheduling.Scores;

/// <summary>
/// How evenly CPU and memory of a node would be taken, by the requests themselves: 100 less the standard deviation of the shares (Kubernetes'
/// <c>NodeResourcesBalancedAllocation</c>). A pod that requests neither is not scored: nodes that are even already would draw them all.
/// </summary>
internal sealed class BalanceScore(NodeTable nodes) : IScore
{
    public bool Applies(PodClass pod) => Asked(pod, NodeTable.Cpu) > 0 || Asked(pod, NodeTable.Memory) > 0;

    public void Score(PodClass pod, ReadOnlySpan<int> slots, Span<long> scores)
    {
        var (cpu, memory) = (Asked(pod, NodeTable.Cpu), Asked(pod, NodeTable.Memory));
        var (cpuFree, cpuAll) = (nodes.Free[NodeTable.Cpu], nodes.Allocatable[NodeTable.Cpu]);
        var (memoryFree, memoryAll) = (nodes.Free[NodeTable.Memory], nodes.Allocatable[NodeTable.Memory]);
        for (var i = 0; i < slots.Length; i++)
        {
            var slot = slots[i];

            // Of a resource that the node has none of, nothing is uneven.
            var deviation = cpuAll[slot] == 0 || memoryAll[slot] == 0
                ? 0
                : Math.Abs(Share(cpuAll[slot] - cpuFree[slot] + cpu, cpuAll[slot]) - Share(memoryAll[slot] - memoryFree[slot] + memory, memoryAll[slot])) / 2;
            scores[i] = (long)((1 - deviation) * Normalizing.Best);
        }
    }

    private static double Share(long taken, long all) => Math.Min(1, taken / (double)all);

    private static long Asked(PodClass pod, int resource)
    {
        foreach (var ask in pod.Asks)
        {
            if (ask.Resource == resource)
            {
                return ask.Amount;
            }
        }

        return 0;
    }
}
