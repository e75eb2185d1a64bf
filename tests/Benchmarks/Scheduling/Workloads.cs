using System.Globalization;
using Orchestrator.Planning.Scheduling.Snapshot;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Benchmarks.Scheduling;

/// <summary>What comes to a cluster of 5,000 nodes.</summary>
internal static class Workloads
{
    private const int Nodes = 5_000;
    private const int Many = 50_000;
    private const int Some = 10_000;
    private const int Replicas = 100;

    /// <summary>Pods of which each has a template of its own: no two have the same labels, and requests differ.</summary>
    public static Workload Basic() => Each(Many, Own);

    /// <summary>The same, for two of three zones and not for one of the architectures.</summary>
    public static Workload NodeAffinity() => Each(Many, number => Own(number) with
    {
        Affinity = new Affinity { NodeAffinity = new NodeAffinity { Required = new NodeSelector { NodeSelectorTerms = [Term(number)] } } },
    });

    /// <summary>Half of the applications would rather have their pods in one zone, half of them rather not on one node.</summary>
    public static Workload PreferredPodAffinity() => Each(Some, number => Replica(number) with
    {
        Affinity = App(number) % 2 == 0
            ? new Affinity { PodAffinity = new PodAffinity { Preferred = [new WeightedPodAffinityTerm { Weight = 50, PodAffinityTerm = Near(number, Fleet.Zone) }] } }
            : new Affinity { PodAntiAffinity = new PodAntiAffinity { Preferred = [new WeightedPodAffinityTerm { Weight = 50, PodAffinityTerm = Near(number, Fleet.Host) }] } },
    });

    /// <summary>No two pods of an application on one node.</summary>
    public static Workload AntiAffinity() => Each(Some, number => Replica(number) with
    {
        Affinity = new Affinity { PodAntiAffinity = new PodAntiAffinity { Required = [Near(number, Fleet.Host)] } },
    });

    /// <summary>All pods of an application in one zone.</summary>
    public static Workload PodAffinity() => Each(Some, number => Replica(number) with
    {
        Affinity = new Affinity { PodAffinity = new PodAffinity { Required = [Near(number, Fleet.Zone)] } },
    });

    /// <summary>The pods of an application evenly over the zones, and over the nodes where that can be.</summary>
    public static Workload Spread() => Each(Some, number => Replica(number) with
    {
        TopologySpreadConstraints =
        [
            new TopologySpreadConstraint { MaxSkew = 1, TopologyKey = Fleet.Zone, WhenUnsatisfiable = SpreadPolicy.DoNotSchedule, LabelSelector = Selector(number) },
            new TopologySpreadConstraint { MaxSkew = 1, TopologyKey = Fleet.Host, WhenUnsatisfiable = SpreadPolicy.ScheduleAnyway, LabelSelector = Selector(number) },
        ],
    });

    /// <summary>A full cluster of unimportant pods, and important ones that take the place of three of them each.</summary>
    public static Workload Preemption()
    {
        const int perNode = 4;
        var cluster = Fleet.Of(Nodes, milliCpu: 4_000);
        for (var i = 0; i < Nodes * perNode; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"node-{i / perNode:D5}");
            var filler = Fleet.Pod(i, Fleet.Profile(string.Create(CultureInfo.InvariantCulture, $"filler-{i % Replicas}"), milliCpu: 900));
            cluster.Bind(filler with { StartedAt = DateTimeOffset.UnixEpoch.AddSeconds(i) }, name);
        }

        var pods = Enumerable.Range(0, Nodes).Select(number =>
            Fleet.Pod(Many + number, Fleet.Profile(string.Create(CultureInfo.InvariantCulture, $"important-{App(number)}"), milliCpu: 3_000), priority: 10)).ToList();
        return new Workload(cluster, pods, decision => decision is { NominatedNodeName: not null, Victims.Length: 3 });
    }

    private static Workload Each(int pods, Func<int, PodProfile> profile) => new(
        Fleet.Of(Nodes), [.. Enumerable.Range(0, pods).Select(number => Fleet.Pod(number, profile(number)))], decision => decision.NodeName is not null);

    private static PodProfile Own(int number) => Fleet.Profile(
        string.Create(CultureInfo.InvariantCulture, $"app-{number}"), milliCpu: 50 + (number % 37 * 10), memory: (64 + (number % 41 * 8)) * 1024L * 1024);

    private static int App(int number) => number / Replicas;

    private static string AppName(int number) => string.Create(CultureInfo.InvariantCulture, $"app-{App(number)}");

    private static PodProfile Replica(int number) => Fleet.Profile(AppName(number));

    private static LabelSelector Selector(int number) => new() { MatchLabels = StringMap.Of(("app", AppName(number))) };

    private static PodAffinityTerm Near(int number, string key) => new() { LabelSelector = Selector(number), TopologyKey = key };

    private static NodeSelectorTerm Term(int number) => new()
    {
        MatchExpressions =
        [
            new NodeSelectorRequirement { Key = Fleet.Zone, Operator = NodeSelectorOperator.In, Values = [Zone(number), Zone(number + 1)] },
            new NodeSelectorRequirement { Key = "kubernetes.io/arch", Operator = NodeSelectorOperator.NotIn, Values = ["arm64"] },
        ],
    };

    private static string Zone(int number) => string.Create(CultureInfo.InvariantCulture, $"zone-{number % 3}");
}
