using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Planning.Scheduling.Scores;

/// <summary>How full a node would be with the pod. CPU and memory count with what pods without requests are taken for.</summary>
internal sealed class AllocationScore(NodeTable nodes, SchedulingSettings settings) : IScore
{
    private readonly List<(long[] Allocatable, long[] Taken, bool TakenIsFree, long Asked, long Weight)> _resources = [];

    public bool Applies(PodClass pod) => true;

    public void Score(PodClass pod, ReadOnlySpan<int> slots, Span<long> scores)
    {
        Gather(pod);
        for (var i = 0; i < slots.Length; i++)
        {
            scores[i] = Of(slots[i]);
        }
    }

    private void Gather(PodClass pod)
    {
        _resources.Clear();
        foreach (var resource in settings.Resources)
        {
            var number = nodes.ResourceOf(resource.Name);
            if (number is NodeTable.Cpu)
            {
                _resources.Add((nodes.Allocatable[number], nodes.ScoredMilliCpu, false, Amount.Requested(pod.Profile.ScoredMilliCpu), resource.Weight));
            }
            else if (number is NodeTable.Memory)
            {
                _resources.Add((nodes.Allocatable[number], nodes.ScoredMemory, false, Amount.Requested(pod.Profile.ScoredMemoryBytes), resource.Weight));
            }
            else if (pod.Asks.Find(ask => ask.Name == resource.Name) is { Amount: > 0 } asked)
            {
                _resources.Add((nodes.Allocatable[number], nodes.Free[number], true, asked.Amount, resource.Weight));
            }
        }
    }

    private long Of(int slot)
    {
        var (sum, weights) = (0L, 0L);
        foreach (var (allocatable, taken, takenIsFree, asked, weight) in _resources)
        {
            var capacity = allocatable[slot];
            if (capacity == 0)
            {
                continue;
            }

            var requested = asked + (takenIsFree ? capacity - taken[slot] : taken[slot]);
            var score = settings.Strategy switch
            {
                ScoringStrategy.LeastAllocated => AllocationFormula.Least(requested, capacity),
                ScoringStrategy.MostAllocated => AllocationFormula.Most(requested, capacity),
                _ => AllocationFormula.OnCurve(requested, capacity, settings.Shape),
            };

            // A curve's zero says nothing of the node, in Kubernetes.
            if (settings.Strategy != ScoringStrategy.RequestedToCapacityRatio || score > 0)
            {
                sum += score * weight;
                weights += weight;
            }
        }

        return weights == 0 ? 0
            : settings.Strategy == ScoringStrategy.RequestedToCapacityRatio ? (long)Math.Round(sum / (double)weights, MidpointRounding.AwayFromZero)
            : sum / weights;
    }
}
