using System.Collections.Immutable;
using System.Globalization;
using Orchestrator.Planning.Scheduling.Placing;
using Orchestrator.Planning.Scheduling.Scores;
using Orchestrator.Planning.Scheduling.Snapshot;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Benchmarks.Scheduling;

/// <summary>Nodes in three zones, and pods for them.</summary>
internal static class Fleet
{
    public const string Zone = "topology.kubernetes.io/zone";
    public const string Host = "kubernetes.io/hostname";
    private const int Zones = 3;
    private const long Gibibyte = 1L << 30;

    /// <summary>A cluster of alike nodes without pods.</summary>
    public static Planning.Scheduling.Snapshot.Cluster Of(int nodes, long milliCpu = 32_000, long gpus = 0)
    {
        var cluster = new Planning.Scheduling.Snapshot.Cluster();
        for (var i = 0; i < nodes; i++)
        {
            cluster.SetNode(Node(i, milliCpu, gpus));
        }

        return cluster;
    }

    /// <summary>A scheduler with the default settings.</summary>
    public static Scheduler Scheduler(Planning.Scheduling.Snapshot.Cluster cluster) => new(cluster, new SchedulingSettings { Seed = 1 });

    /// <summary>A pod that asks for little, of an application of its own unless it is told which.</summary>
    public static PodProfile Profile(string app, long milliCpu = 100, long memory = Gibibyte / 4, string ns = "default") => new()
    {
        Namespace = ns,
        Labels = StringMap.Of(("app", app), ("tier", "bench")),
        Requests = Amounts(("cpu", milliCpu), ("memory", memory)),
        ScoredMilliCpu = milliCpu,
        ScoredMemoryBytes = memory,
        Images = [$"registry.example/{app}:1"],
    };

    /// <summary>A pod.</summary>
    public static ClusterPod Pod(int number, PodProfile profile, int priority = 0, string? gang = null) => new()
    {
        Uid = string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{number:D12}"),
        Name = string.Create(CultureInfo.InvariantCulture, $"pod-{number}"),
        Profile = profile,
        Priority = priority,
        Gang = gang,
    };

    /// <summary>Amounts by resource.</summary>
    public static ImmutableSortedDictionary<string, long> Amounts(params ReadOnlySpan<(string Name, long Amount)> amounts)
    {
        var builder = ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        foreach (var (name, amount) in amounts)
        {
            builder.Add(name, amount);
        }

        return builder.ToImmutable();
    }

    private static ClusterNode Node(int number, long milliCpu, long gpus)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"node-{number:D5}");
        return new ClusterNode
        {
            Name = name,
            Labels = StringMap.Of((Host, name), (Zone, string.Create(CultureInfo.InvariantCulture, $"zone-{number % Zones}")), ("kubernetes.io/arch", "amd64")),
            Allocatable = Amounts(("cpu", milliCpu), ("memory", milliCpu / 1000 * 4 * Gibibyte), ("pods", 110), ("nvidia.com/gpu", gpus)),
        };
    }
}
