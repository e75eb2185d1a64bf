using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling.Snapshot;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using static Orchestrator.Planning.Tests.Scheduling.ClusterSamples;

namespace Orchestrator.Planning.Tests.Scheduling.Filters;

/// <summary>Four nodes, two in each of two zones.</summary>
public sealed class PodFilterTests
{
    private const string Near = "node(s) didn't match pod affinity rules";
    private const string Away = "node(s) didn't match pod anti-affinity rules";
    private const string Refused = "node(s) didn't satisfy existing pods anti-affinity rules";
    private const string Spread = "node(s) didn't match pod topology spread constraints";

    [Fact]
    public void Affinity_pod_goes_to_the_zone_of_the_others()
    {
        var cluster = Four().With("y1", Pod("db", Profile(app: "db")));

        Assert.Equal("y1 y2", Takers(cluster, Profile().Near(Term("db", Zone))));
        Assert.Equal("y1", Takers(cluster, Profile().Near(Term("db", Host))));
        Assert.Equal($"0/4 nodes are available: 4 {Near}.", cluster.Refusal(Profile().Near(Term("none", Zone))));
    }

    [Fact]
    public void Affinity_pods_that_count_match_all_terms()
    {
        var cluster = Four().With("x1", Pod("db", Profile(app: "db"))).With("y1", Pod("cache", Profile(app: "cache")));

        Assert.Equal("", Takers(cluster, Profile().Near(Term("db", Zone), Term("cache", Zone))));
        Assert.Equal("x1", Takers(cluster, Profile().Near(Term("db", Zone), Term("db", Host))));
    }

    [Fact]
    public void Affinity_first_of_its_kind_goes_anywhere_that_has_the_key()
    {
        var cluster = Four();
        cluster.SetNode(Machine("nowhere"));

        Assert.Equal("x1 x2 y1 y2", Takers(cluster, Profile(app: "web").Near(Term("web", Zone))));
        Assert.Equal("y1 y2", Takers(cluster.With("y2", Pod("web", Profile(app: "web"))), Profile(app: "web").Near(Term("web", Zone))));
    }

    [Fact]
    public void AntiAffinity_pod_keeps_off_the_zone_of_the_others()
    {
        var cluster = Four().With("y1", Pod("db", Profile(app: "db")));

        Assert.Equal("x1 x2", Takers(cluster, Profile().Away(Term("db", Zone))));
        Assert.Equal("x1 x2 y2", Takers(cluster, Profile().Away(Term("db", Host))));
        Assert.Equal($"0/4 nodes are available: 4 {Away}.", cluster.With("x1", Pod("db2", Profile(app: "db"))).Refusal(Profile().Away(Term("db", Zone))));
    }

    [Fact]
    public void AntiAffinity_of_pods_that_are_there_holds_too()
    {
        var cluster = Four().With("y1", Pod("db", Profile(app: "db").Away(Term("web", Zone))));

        Assert.Equal("x1 x2", Takers(cluster, Profile(app: "web")));
        Assert.Equal("x1 x2 y1 y2", Takers(cluster, Profile(app: "other")));
        Assert.Equal($"0/4 nodes are available: 4 {Refused}.", cluster.With("x1", Pod("db2", Profile(app: "db").Away(Term("web", Zone)))).Refusal(Profile(app: "web")));
        cluster.Unbind("uid-db");
        Assert.Equal("y1 y2", Takers(cluster, Profile(app: "web")));
    }

    [Fact]
    public void Terms_mean_the_pods_own_namespace_unless_they_say_otherwise()
    {
        var cluster = Four().With("y1", Pod("db", Profile(app: "db", ns: "data")));
        cluster.SetNamespace("data", StringMap.Of(("team", "storage")));
        var selector = new LabelSelector { MatchLabels = StringMap.Of(("team", "storage")) };

        Assert.Equal("x1 x2 y1 y2", Takers(cluster, Profile().Away(Term("db", Zone))));
        Assert.Equal("x1 x2", Takers(cluster, Profile().Away(Term("db", Zone) with { Namespaces = ["data"] })));
        Assert.Equal("x1 x2", Takers(cluster, Profile().Away(Term("db", Zone) with { NamespaceSelector = selector })));
        Assert.Equal("x1 x2", Takers(cluster, Profile().Away(Term("db", Zone) with { NamespaceSelector = new LabelSelector() })));
        cluster.SetNamespace("data", StringMap.Empty);
        Assert.Equal("x1 x2 y1 y2", Takers(cluster, Profile().Away(Term("db", Zone) with { NamespaceSelector = selector })));
    }

    [Fact]
    public void Terms_compare_the_labels_that_match_keys_name()
    {
        PodProfile Revision(string revision) => Profile() with { Labels = StringMap.Of(("app", "web"), ("rev", revision)) };
        var cluster = Four().With("x1", Pod("old", Revision("1"))).With("y1", Pod("other", Revision("2")));

        Assert.Equal("y1 y2", Takers(cluster, Revision("1").Away(Term("web", Zone) with { MatchLabelKeys = ["rev"] })));
        Assert.Equal("x1 x2", Takers(cluster, Revision("1").Away(Term("web", Zone) with { MismatchLabelKeys = ["rev"] })));
        Assert.Equal("", Takers(cluster, Revision("1").Away(Term("web", Zone) with { MatchLabelKeys = ["absent"] })));
    }

    [Fact]
    public void Terms_without_a_selector_mean_no_pods()
    {
        var cluster = Four().With("x1", Pod("db", Profile(app: "db")));

        Assert.Equal("x1 x2 y1 y2", Takers(cluster, Profile().Away(new PodAffinityTerm { TopologyKey = Zone })));
        Assert.Equal("", Takers(cluster, Profile().Near(new PodAffinityTerm { TopologyKey = Zone })));
    }

    // x has 2 and 1, y has 1 and 0: 3 against 1.
    [Theory]
    [InlineData(1, "y1 y2")]
    [InlineData(2, "y1 y2")]
    [InlineData(3, "x1 x2 y1 y2")]
    public void Spread_zone_is_at_most_so_much_above_the_least(int maxSkew, string takers) =>
        Assert.Equal(takers, Takers(Uneven(), Spreading(ClusterSamples.Spread(Zone, maxSkew))));

    // By host: 2, 1, 1, 0.
    [Theory]
    [InlineData(1, "y2")]
    [InlineData(2, "x2 y1 y2")]
    public void Spread_hosts_are_parts_too(int maxSkew, string takers) => Assert.Equal(takers, Takers(Uneven(), Spreading(ClusterSamples.Spread(Host, maxSkew))));

    // x has 2 and 1, y has 1 and 0. Without one of x they are 2 against 1.
    [Fact]
    public void Spread_pod_that_is_going_counts_for_nothing_but_its_room_and_its_neighbours()
    {
        var (told, deleted) = (Uneven(), Uneven());
        Assert.Equal("y1 y2", Takers(told, Spreading(ClusterSamples.Spread(Zone, 2))));

        Assert.True(told.SetTerminating("uid-3", true));
        Assert.True(deleted.SetLeaving("uid-3"));

        Assert.All([told, deleted], cluster =>
        {
            Assert.Equal("x1 x2 y1 y2", Takers(cluster, Spreading(ClusterSamples.Spread(Zone, 2))));
            Assert.Equal("x2 y2", Takers(cluster, Spreading(ClusterSamples.Spread(Host)) with { Labels = StringMap.Of(("app", "web")) }));
            Assert.Equal("y2", Takers(cluster, Profile().Away(Term("web", Host))));
        });
        told.SetTerminating("uid-3", false);
        Assert.Equal("y1 y2", Takers(told, Spreading(ClusterSamples.Spread(Zone, 2))));
        deleted.Unbind("uid-3");
        Assert.Equal("x1 x2 y1 y2", Takers(deleted, Spreading(ClusterSamples.Spread(Zone, 2))));
    }

    [Fact]
    public void Spread_pod_that_does_not_count_itself_adds_nothing() =>
        Assert.Equal("x1 x2 y1 y2", Takers(Uneven(), Spreading(ClusterSamples.Spread(Zone, 2)) with { Labels = StringMap.Of(("app", "other")) }));

    [Theory]
    [InlineData(2, 2, "y1 y2")]
    [InlineData(3, 2, "y1 y2")]
    [InlineData(3, 1, "")]
    public void Spread_with_fewer_parts_than_asked_the_least_is_none(int minDomains, int maxSkew, string takers) =>
        Assert.Equal(takers, Takers(Uneven(), Spreading(ClusterSamples.Spread(Zone, maxSkew) with { MinDomains = minDomains })));

    [Fact]
    public void Spread_nodes_without_the_key_are_not_taken_and_do_not_count()
    {
        var cluster = Uneven();
        cluster.SetNode(Machine("nowhere"));

        Assert.Equal("y1 y2", Takers(cluster, Spreading(ClusterSamples.Spread(Zone))));
        Assert.Contains($"1 {Spread} (missing required label)", cluster.Refusal(Spreading(ClusterSamples.Spread(Zone)) with { NodeSelector = StringMap.Of((Host, "nowhere")) }), StringComparison.Ordinal);
        Assert.Equal($"0/5 nodes are available: 1 {Spread} (missing required label), 2 node(s) didn't match Pod's node affinity/selector, 2 {Spread}.", cluster.Refusal(Excluding("y1", "y2")));
    }

    [Fact]
    public void Spread_nodes_that_the_affinity_excludes_count_only_if_asked()
    {
        var cluster = Uneven();
        var onlyX = Spreading(ClusterSamples.Spread(Zone)) with { NodeSelector = StringMap.Of((Zone, "x")) };

        Assert.Equal("x1 x2", Takers(cluster, onlyX));
        Assert.Equal("", Takers(cluster, onlyX with { TopologySpreadConstraints = [ClusterSamples.Spread(Zone) with { NodeAffinityPolicy = SpreadPolicy.Ignore }] }));
    }

    [Fact]
    public void Spread_nodes_whose_taints_exclude_count_unless_asked_otherwise()
    {
        var cluster = Uneven();
        foreach (var name in (string[])["y1", "y2"])
        {
            cluster.SetNode(Machine(name, zone: "y") with { Taints = [new Taint { Key = "gpu", Effect = TaintEffect.NoSchedule }] });
        }

        Assert.Equal("", Takers(cluster, Spreading(ClusterSamples.Spread(Zone))));
        Assert.Equal("x1 x2", Takers(cluster, Spreading(ClusterSamples.Spread(Zone) with { NodeTaintsPolicy = SpreadPolicy.Honor })));
    }

    [Fact]
    public void Spread_counts_pods_with_the_labels_that_match_keys_name()
    {
        PodProfile Revision(string revision) => Profile() with
        {
            Labels = StringMap.Of(("app", "web"), ("rev", revision)),
            TopologySpreadConstraints = [ClusterSamples.Spread(Zone) with { MatchLabelKeys = ["rev"] }],
        };
        var cluster = Four().With("x1", Pod("1", Revision("1")), Pod("2", Revision("1"))).With("y1", Pod("3", Revision("2")));

        Assert.Equal("y1 y2", Takers(cluster, Revision("1")));
        Assert.Equal("x1 x2", Takers(cluster, Revision("2")));
    }

    [Fact]
    public void Node_that_moves_to_another_zone_takes_its_pods_along()
    {
        var cluster = Four().With("y1", Pod("db", Profile(app: "db")));
        Assert.Equal("y1 y2", Takers(cluster, Profile().Near(Term("db", Zone))));

        cluster.SetNode(Machine("y1", zone: "x"));

        Assert.Equal("x1 x2 y1", Takers(cluster, Profile().Near(Term("db", Zone))));
    }

    private static PodProfile Excluding(params ImmutableArray<string> hosts) => Spreading(ClusterSamples.Spread(Zone) with { NodeAffinityPolicy = SpreadPolicy.Ignore }) with
    {
        Affinity = new Affinity
        {
            NodeAffinity = new NodeAffinity
            {
                Required = new NodeSelector { NodeSelectorTerms = [new NodeSelectorTerm { MatchExpressions = [new NodeSelectorRequirement { Key = Host, Operator = "NotIn", Values = hosts }] }] },
            },
        },
    };

    private static PodProfile Spreading(TopologySpreadConstraint constraint) => Profile() with { TopologySpreadConstraints = [constraint] };

    private static Cluster Four() => ClusterOf(Machine("x1", zone: "x"), Machine("x2", zone: "x"), Machine("y1", zone: "y"), Machine("y2", zone: "y"));

    private static Cluster Uneven() => Four().With("x1", Pod("1", Profile()), Pod("2", Profile())).With("x2", Pod("3", Profile())).With("y1", Pod("4", Profile()));

    // The nodes that take such a pod: each is asked for by name.
    private static string Takers(Cluster cluster, PodProfile profile) =>
        string.Join(' ', ((string[])["nowhere", "x1", "x2", "y1", "y2"]).Where(name => cluster.Refusal(profile with { NodeName = name }).Length == 0));
}
