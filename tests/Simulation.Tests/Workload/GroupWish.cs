using Orchestrator.Simulations.Silos;

namespace Orchestrator.Simulations.Workload;

/// <summary>A group of pods as its user wants it.</summary>
internal sealed record GroupWish
{
    // Longer than a proposal counts, so that a group which gives up too soon is told apart from one that was incomplete in the scheduler's eyes alone.
    private const int TimeoutSecondsLeast = 60;
    private const int TimeoutSecondsSpan = 60;

    /// <summary>Each attempt has its own.</summary>
    public required int Number { get; init; }

    /// <summary>How many pods there are to be.</summary>
    public required int Members { get; init; }

    /// <summary>Without so many on nodes it is of no use.</summary>
    public required int MinMember { get; init; }

    /// <summary>What each takes.</summary>
    public required long MilliCpu { get; init; }

    /// <summary>After how long too few give their room back.</summary>
    public required int TimeoutSeconds { get; init; }

    /// <summary>Whether its pods end with their work, instead of being started again.</summary>
    public required bool IsBatch { get; init; }

    /// <summary>A group of that kind, by chance.</summary>
    public static GroupWish Of(GroupKind kind, Cluster cluster, int number)
    {
        var random = cluster.Simulation.Random;
        var workers = cluster.Workers.Count();
        var (milliCpu, needed) = kind switch
        {
            GroupKind.Small => (PodShape.MilliCpu, 2 + random.Next(2)),

            // Three of one machine, or one of each.
            GroupKind.Rival when workers == 1 => ((cluster.MilliCpuOfMachine / 4) + 1, 2),
            GroupKind.Rival => ((cluster.MilliCpuOfMachine / 2) + 1, (workers / 2) + 1),
            _ => ((cluster.MilliCpuOfMachine / 2) + 1, workers + 1),
        };
        return new GroupWish
        {
            Number = number,
            Members = needed + random.Next(2),
            MinMember = needed,
            MilliCpu = milliCpu,
            TimeoutSeconds = TimeoutSecondsLeast + random.Next(TimeoutSecondsSpan),
            IsBatch = random.Next(2) == 0,
        };
    }

    /// <summary>What becomes of its containers.</summary>
    public string RestartPolicy => IsBatch ? Resources.Core.RestartPolicy.Never : Resources.Core.RestartPolicy.Always;
}
