using System.Collections.Immutable;
using System.Globalization;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Planning.Scheduling.Snapshot;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using static Orchestrator.Planning.Tests.Scheduling.ClusterSamples;

namespace Orchestrator.Planning.Tests.Scheduling.Placing;

/// <summary>Nodes and pods by chance, of few enough kinds that they have much to do with each other.</summary>
internal sealed class RandomCluster(Random random)
{
    private static readonly string[] Keys = [Zone, Host, "rack"];
    private int _pods;

    public ClusterNode Node(int number)
    {
        var labels = StringMap.Of((Host, Name(number)), ("gen", random.Next(1, 5).ToString(CultureInfo.InvariantCulture)));
        labels = random.Next(8) == 0 ? labels : labels.Add(Zone, Letter(3));
        labels = random.Next(3) == 0 ? labels : labels.Add("rack", Letter(2));
        return new ClusterNode
        {
            Name = Name(number),
            Labels = labels,
            Unschedulable = random.Next(12) == 0,
            Unready = random.Next(12) == 0,
            Taints = random.Next(4) == 0 ? [new Taint { Key = Letter(2), Value = Letter(2), Effect = Pick("NoSchedule", "PreferNoSchedule", "NoExecute") }] : [],
            Allocatable = Amounts(("cpu", random.Next(0, 3000)), ("memory", random.Next(500, 3000)), ("pods", random.Next(1, 8)), ("gpu/gpu", random.Next(3))),
        };
    }

    public static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"n{number}");

    public ClusterPod Pod(PodProfile profile, int priority = 0) => ClusterSamples.Pod(string.Create(CultureInfo.InvariantCulture, $"p{_pods++}"), profile, priority);

    public PodProfile Profile()
    {
        var requests = random.Next(12) == 0 ? Amounts(("cpu", random.Next(900)), ("gpu/gpu", random.Next(2))) : Amounts(("cpu", random.Next(20) == 0 ? long.MaxValue : random.Next(900)), ("memory", random.Next(500)));
        return new PodProfile
        {
            Namespace = Pick("one", "two"),
            Labels = StringMap.Of(("app", Letter(3)), ("rev", Letter(2))),
            Requests = requests,
            ScoredMilliCpu = requests["cpu"],
            HostPorts = random.Next(8) == 0 ? [new HostPort("TCP", random.Next(80, 83), Pick("", "10.0.0.1", "10.0.0.2"))] : [],
            NodeSelector = random.Next(8) == 0 ? StringMap.Of((Zone, Letter(3))) : StringMap.Empty,
            NodeName = random.Next(25) == 0 ? Name(random.Next(5)) : null,
            Tolerations = random.Next(3) == 0 ? [new Toleration { Key = Pick("", Letter(2)), Operator = Pick("Exists", "Equal"), Value = Letter(2), Effect = Pick("", "NoSchedule") }] : [],
            Affinity = Affinity(),
            TopologySpreadConstraints = random.Next(3) == 0 ? [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Constraint())] : [],
            VolumeNodeAffinities = random.Next(15) == 0 ? [Nodes()] : [],
        };
    }

    private Affinity Affinity() => new()
    {
        NodeAffinity = random.Next(5) == 0 ? new NodeAffinity { Required = Nodes() } : null,
        PodAffinity = random.Next(4) == 0 ? new PodAffinity { Required = Terms(), Preferred = Preferred() } : null,
        PodAntiAffinity = random.Next(4) == 0 ? new PodAntiAffinity { Required = Terms(), Preferred = Preferred() } : null,
    };

    private NodeSelector Nodes() => new() { NodeSelectorTerms = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => NodeTerm())] };

    private NodeSelectorTerm NodeTerm() => random.Next(6) switch
    {
        0 => new NodeSelectorTerm { MatchFields = [new NodeSelectorRequirement { Key = "metadata.name", Operator = Pick("In", "NotIn"), Values = [Name(random.Next(5))] }] },
        1 => new NodeSelectorTerm { MatchExpressions = [new NodeSelectorRequirement { Key = "gen", Operator = Pick("Gt", "Lt"), Values = [random.Next(1, 5).ToString(CultureInfo.InvariantCulture)] }] },
        2 => new NodeSelectorTerm { MatchExpressions = [new NodeSelectorRequirement { Key = "rack", Operator = Pick("Exists", "DoesNotExist") }] },
        _ => new NodeSelectorTerm { MatchExpressions = [new NodeSelectorRequirement { Key = Zone, Operator = Pick("In", "NotIn"), Values = [Letter(3), Letter(3)] }] },
    };

    private ImmutableArray<PodAffinityTerm> Terms() => [.. Enumerable.Range(0, random.Next(0, 3)).Select(_ => PodTerm())];

    private ImmutableArray<WeightedPodAffinityTerm> Preferred() =>
        [.. Enumerable.Range(0, random.Next(0, 2)).Select(_ => new WeightedPodAffinityTerm { Weight = random.Next(1, 101), PodAffinityTerm = PodTerm() })];

    private PodAffinityTerm PodTerm() => new()
    {
        LabelSelector = random.Next(15) == 0 ? null : Selector(),
        TopologyKey = Pick(Keys),
        Namespaces = random.Next(4) == 0 ? [Pick("one", "two")] : [],
        NamespaceSelector = random.Next(4) == 0 ? new LabelSelector { MatchLabels = random.Next(3) == 0 ? StringMap.Empty : StringMap.Of(("team", Letter(2))) } : null,
        MatchLabelKeys = random.Next(5) == 0 ? ["rev"] : [],
        MismatchLabelKeys = random.Next(8) == 0 ? ["rev"] : [],
    };

    private TopologySpreadConstraint Constraint() => new()
    {
        MaxSkew = random.Next(1, 3),
        TopologyKey = Pick(Keys),
        WhenUnsatisfiable = Pick("DoNotSchedule", "DoNotSchedule", "ScheduleAnyway"),
        LabelSelector = Selector(),
        MinDomains = random.Next(4) == 0 ? random.Next(1, 4) : null,
        NodeAffinityPolicy = Pick(null, "Honor", "Ignore"),
        NodeTaintsPolicy = Pick(null, "Honor", "Ignore"),
        MatchLabelKeys = random.Next(5) == 0 ? ["rev"] : [],
    };

    private LabelSelector Selector() => random.Next(5) switch
    {
        0 => new LabelSelector { MatchExpressions = [new LabelSelectorRequirement { Key = "app", Operator = Pick("In", "NotIn"), Values = [Letter(3), Letter(3)] }] },
        1 => new LabelSelector { MatchLabels = StringMap.Of(("app", Letter(3)), ("rev", Letter(2))) },
        2 => new LabelSelector { MatchExpressions = [new LabelSelectorRequirement { Key = "rev", Operator = "Exists" }] },
        _ => App(Letter(3)),
    };

    private string Letter(int count) => ((char)('a' + random.Next(count))).ToString();

    private T Pick<T>(params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];
}
