using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling.Placing;
using Orchestrator.Planning.Scheduling.Scores;
using Orchestrator.Planning.Scheduling.Snapshot;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Tests.Scheduling;

/// <summary>Small clusters, and pods for them.</summary>
internal static class ClusterSamples
{
    public const string Zone = "zone";
    public const string Host = "host";

    /// <summary>A node of 1000 thousandths of a core, 1000 bytes and 10 pods, with its name as its host label.</summary>
    public static ClusterNode Machine(string name, long cpu = 1000, long memory = 1000, long pods = 10, string? zone = null) => new()
    {
        Name = name,
        Labels = zone is null ? StringMap.Of((Host, name)) : StringMap.Of((Host, name), (Zone, zone)),
        Allocatable = Amounts(("cpu", cpu), ("memory", memory), ("pods", pods)),
    };

    public static ClusterPod Pod(string name, PodProfile profile, int priority = 0) => new() { Uid = $"uid-{name}", Name = name, Profile = profile, Priority = priority };

    public static PodProfile Profile(long cpu = 0, long memory = 0, string app = "web", string ns = "default") => new()
    {
        Namespace = ns,
        Labels = StringMap.Of(("app", app)),
        Requests = Amounts(("cpu", cpu), ("memory", memory)),
        ScoredMilliCpu = cpu,
        ScoredMemoryBytes = memory,
    };

    public static ImmutableSortedDictionary<string, long> Amounts(params ReadOnlySpan<(string Name, long Amount)> amounts)
    {
        var builder = ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        foreach (var (name, amount) in amounts)
        {
            builder[name] = amount;
        }

        return builder.ToImmutable();
    }

    public static Cluster ClusterOf(params ReadOnlySpan<ClusterNode> nodes)
    {
        var cluster = new Cluster();
        foreach (var node in nodes)
        {
            cluster.SetNode(node);
        }

        return cluster;
    }

    public static Cluster With(this Cluster cluster, string node, params ReadOnlySpan<ClusterPod> pods)
    {
        foreach (var pod in pods)
        {
            Assert.True(cluster.Bind(pod, node));
        }

        return cluster;
    }

    public static PodDecision Place(this Cluster cluster, ClusterPod pod, SchedulingSettings? settings = null) =>
        Assert.Single(new Scheduler(cluster, settings ?? new SchedulingSettings()).Plan([pod], new SchedulingContext()).Decisions);

    /// <summary>What the nodes say, as the sentence has it: empty where the pod finds one.</summary>
    public static string Refusal(this Cluster cluster, PodProfile profile) =>
        cluster.Place(Pod("new", profile) with { NeverPreempts = true }).Explanation?.Text.Replace(" preemption: not eligible due to preemptionPolicy=Never.", "", StringComparison.Ordinal) ?? "";

    public static LabelSelector App(string app) => new() { MatchLabels = StringMap.Of(("app", app)) };

    public static PodAffinityTerm Term(string app, string key) => new() { LabelSelector = App(app), TopologyKey = key };

    public static PodProfile Near(this PodProfile profile, params ImmutableArray<PodAffinityTerm> terms) =>
        profile with { Affinity = new Affinity { PodAffinity = new PodAffinity { Required = terms } } };

    public static PodProfile Away(this PodProfile profile, params ImmutableArray<PodAffinityTerm> terms) =>
        profile with { Affinity = new Affinity { PodAntiAffinity = new PodAntiAffinity { Required = terms } } };

    public static TopologySpreadConstraint Spread(string key, int maxSkew = 1, string when = SpreadPolicy.DoNotSchedule, string app = "web") =>
        new() { MaxSkew = maxSkew, TopologyKey = key, WhenUnsatisfiable = when, LabelSelector = App(app) };
}
