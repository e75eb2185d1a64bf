using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Scheduling.Scores;

/// <summary>How a scheduler chooses among the nodes that take a pod. The defaults are those of Kubernetes' scheduler.</summary>
public sealed record SchedulingSettings
{
    /// <summary>Decides between nodes that are equally good, and where a search begins. The same seed gives the same answers.</summary>
    public ulong Seed { get; init; }

    /// <summary>Of how many nodes that take a pod the best is chosen, in percent of all; 0 for a share that falls from 50 to 5 as the cluster grows.</summary>
    public int PercentageOfNodesToScore { get; init; }

    /// <summary>How full nodes had better be.</summary>
    public ScoringStrategy Strategy { get; init; }

    /// <summary>The resources by which that is scored.</summary>
    public ImmutableArray<ScoredResource> Resources { get; init; } = [new(ResourceName.Cpu, 1), new(ResourceName.Memory, 1)];

    /// <summary>The curve of <see cref="ScoringStrategy.RequestedToCapacityRatio"/>, by rising utilization.</summary>
    public ImmutableArray<UtilizationPoint> Shape { get; init; } = [new(0, 0), new(100, 10)];

    /// <summary>How much each score counts.</summary>
    public ScoreWeights Weights { get; init; } = new();

    /// <summary>What is wrong with them, as a sentence that names the setting; null where nothing is.</summary>
    public string? Fault()
    {
        try
        {
            SettingsRules.Check(this);
            return null;
        }
        catch (ArgumentException wrong)
        {
            return wrong.Message;
        }
    }
}
