namespace Orchestrator.Planning.Scheduling.Preemption;

/// <summary>What was found for pods of one class and priority, so that the next of them costs only a look at the nodes that changed since.</summary>
internal sealed class KnownDisplacements(int start, int budgets)
{
    /// <summary>Where the search began.</summary>
    public int Start => start;

    /// <summary>What was spent of disruption budgets when it began.</summary>
    public int Budgets => budgets;

    /// <summary>How many nodes were looked at, one after the other.</summary>
    public int Visited { get; set; }

    /// <summary>The state of the cluster that it is about.</summary>
    public long Version { get; set; }

    public Dictionary<int, Displacement> BySlot { get; } = [];
}
