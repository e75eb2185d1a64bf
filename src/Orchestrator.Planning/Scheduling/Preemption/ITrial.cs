using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Planning.Scheduling.Preemption;

/// <summary>A node without some of its pods, to see whether another fits then.</summary>
internal interface ITrial
{
    void Begin(PodClass podClass, int slot);

    void Remove(PodEntry pod);

    void Restore(PodEntry pod);

    /// <summary>A pod for which room is kept is there.</summary>
    void Add(Nomination nomination);

    bool Fits();

    /// <summary>Everything is again as it was.</summary>
    void End();
}
