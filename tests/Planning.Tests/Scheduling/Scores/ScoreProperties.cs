using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling.Placing;
using Orchestrator.Planning.Scheduling.Scores;
using Orchestrator.Planning.Scheduling.Snapshot;
using Orchestrator.Planning.Tests.Scheduling.Placing;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Tests.Scheduling.Scores;

public sealed class ScoreProperties
{
    private static readonly string[] Images = ["docker.io/library/a:1", "docker.io/library/b:1"];

    // What scores all nodes alike may be left out, so what counts is by how much nodes differ.
    [Fact]
    public void Scores_tell_nodes_apart_as_the_documented_formulas_do() => Seeds.ForAll(400, seed =>
    {
        var random = new Random(seed);
        var made = new RandomCluster(random);
        var (cluster, naive) = (new Cluster(), new NaiveCluster());
        for (var number = 0; number < 6; number++)
        {
            var node = made.Node(number) with { Images = Has(random) };
            cluster.SetNode(node);
            naive.Nodes[node.Name] = node;
        }

        cluster.SetNamespace("one", StringMap.Of(("team", "a")));
        naive.SetNamespace("one", StringMap.Of(("team", "a")));
        for (var number = 0; number < 15; number++)
        {
            var other = made.Pod(made.Profile()) with { Leaving = random.Next(8) == 0 };
            var node = RandomCluster.Name(random.Next(6));
            cluster.Bind(other, node);
            naive.Pods.Add((other, node));
        }

        var pod = made.Pod(Choosy(random, made.Profile()));
        var scores = new Scheduler(cluster, new SchedulingSettings()).Scores(pod);
        var expected = new NaiveScores(naive).Of(pod.Profile, [.. scores.Keys.Select(name => naive.Nodes[name])]);

        Assert.Equal(Differences(expected), Differences(scores));
    });

    private static ImmutableSortedDictionary<string, long> Differences(ImmutableSortedDictionary<string, long> scores) =>
        scores.ToImmutableSortedDictionary(score => score.Key, score => score.Value - scores.Values.Min(), StringComparer.Ordinal);

    private static ImmutableSortedDictionary<string, long> Has(Random random) =>
        Images.Select((image, i) => KeyValuePair.Create(image, (300L + (500 * i)) << 20)).Where(_ => random.Next(2) == 0).ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static PodProfile Choosy(Random random, PodProfile profile) => profile with
    {
        NodeName = null,
        Images = [.. Images.Where(_ => random.Next(2) == 0)],
        IsSpreadByDefault = random.Next(4) == 0,
        TopologySpreadConstraints = [.. profile.TopologySpreadConstraints.Select(one => one with { WhenUnsatisfiable = random.Next(4) == 0 ? "DoNotSchedule" : "ScheduleAnyway" })],
        Affinity = (profile.Affinity ?? new Affinity()) with
        {
            NodeAffinity = (profile.Affinity?.NodeAffinity ?? new NodeAffinity()) with
            {
                Preferred =
                [
                    .. Enumerable.Range(0, random.Next(3)).Select(_ => new PreferredSchedulingTerm
                    {
                        Weight = random.Next(1, 101),
                        Preference = new NodeSelectorTerm
                        {
                            MatchExpressions = [new NodeSelectorRequirement { Key = "zone", Operator = "In", Values = [((char)('a' + random.Next(3))).ToString()] }],
                        },
                    }),
                ],
            },
        },
    };
}
