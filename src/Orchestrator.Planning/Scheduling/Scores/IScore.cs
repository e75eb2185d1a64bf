using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Planning.Scheduling.Scores;

/// <summary>One kind of score.</summary>
internal interface IScore
{
    /// <summary>Whether it can tell nodes apart for such a pod.</summary>
    bool Applies(PodClass pod);

    /// <summary>Sets the score of each node, from 0 to 100.</summary>
    void Score(PodClass pod, ReadOnlySpan<int> slots, Span<long> scores);
}
