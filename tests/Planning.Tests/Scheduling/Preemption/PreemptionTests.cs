using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling.Placing;
using Orchestrator.Planning.Scheduling.Preemption;
using Orchestrator.Planning.Scheduling.Scores;
using Orchestrator.Planning.Scheduling.Snapshot;
using Orchestrator.Resources.Core;
using static Orchestrator.Planning.Tests.Scheduling.ClusterSamples;

namespace Orchestrator.Planning.Tests.Scheduling.Preemption;

public sealed class PreemptionTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Preempt_no_more_have_to_go_than_needed_and_those_that_matter_least()
    {
        var cluster = ClusterOf(Machine("a")).With("a", Old("1", 300, 3), Old("2", 300, 1), Old("3", 300, 2));

        var decision = cluster.Place(Pod("new", Profile(400), 10));

        Assert.Null(decision.NodeName);
        Assert.Equal("a", decision.NominatedNodeName);
        Assert.Equal("uid-2", Assert.Single(decision.Victims));
        Assert.Equal("0/1 nodes are available: 1 Insufficient cpu.", decision.Explanation!.Text);
    }

    [Fact]
    public void Preempt_among_equals_who_started_last_goes() =>
        Assert.Equal("uid-young", Assert.Single(ClusterOf(Machine("a")).With("a", Old("old", 500, 1, 0), Old("young", 500, 1, 9)).Place(Pod("new", Profile(500), 10)).Victims));

    // The lowest highest priority, then the lowest sum, then the fewest, then the latest start.
    [Theory]
    [InlineData("9", "8", "b")]
    [InlineData("5 5", "5 4", "b")]
    [InlineData("5 5", "5", "b")]
    [InlineData("5@1", "5@2", "b")]
    [InlineData("5@2", "5@1", "a")]
    [InlineData("2 2 2", "9", "a")]
    public void Preempt_node_with_the_least_harm_is_chosen(string onA, string onB, string chosen)
    {
        var cluster = ClusterOf(Machine("a"), Machine("b")).With("a", Filling("a", onA)).With("b", Filling("b", onB));

        Assert.Equal(chosen, cluster.Place(Pod("new", Profile(1000), 10)).NominatedNodeName);
    }

    [Fact]
    public void Preempt_budgets_are_kept_where_possible()
    {
        var guarded = new SchedulingContext { Budgets = [new DisruptionBudget { Namespace = "default", Selector = App("guarded"), DisruptionsAllowed = 0 }] };
        var two = ClusterOf(Machine("a"), Machine("b")).With("a", Old("low", 1000, 1, app: "guarded")).With("b", Old("high", 1000, 5));
        var one = ClusterOf(Machine("a")).With("a", Old("kept", 500, 1, app: "guarded"), Old("free", 500, 5));

        Assert.Equal("b", Plan(two, guarded, Pod("new", Profile(1000), 10))[0].NominatedNodeName);
        Assert.Equal("uid-free", Assert.Single(Plan(one, guarded, Pod("new", Profile(500), 10))[0].Victims));
        Assert.Equal(["uid-free", "uid-kept"], Plan(one, guarded, Pod("new", Profile(1000), 10))[0].Victims.AsEnumerable());
        Assert.Equal(["uid-kept"], Plan(one, guarded, Pod("new", Profile(1000), 10))[0].Violating.AsEnumerable());
    }

    [Fact]
    public void Preempt_a_budget_is_spent_by_the_batch_and_not_by_each()
    {
        var context = new SchedulingContext { Budgets = [new DisruptionBudget { Namespace = "default", Selector = App("guarded"), DisruptionsAllowed = 1 }] };
        var cluster = ClusterOf(Machine("a"), Machine("b"), Machine("c"))
            .With("a", Old("1", 1000, 1, app: "guarded")).With("b", Old("2", 1000, 1, app: "guarded")).With("c", Old("3", 1000, 5));

        var nominated = Plan(cluster, context, Pod("x", Profile(1000), 10), Pod("y", Profile(1000), 10)).Select(decision => decision.NominatedNodeName!).ToList();

        Assert.Contains("c", nominated);
        Assert.Equal(2, nominated.Distinct().Count());
    }

    [Fact]
    public void Preempt_nobody_is_evicted_for_nothing()
    {
        var cluster = ClusterOf(Machine("a"), Machine("small", cpu: 400)).With("a", Old("equal", 900, 10)).With("small", Old("low", 300, 1));

        var decision = cluster.Place(Pod("new", Profile(500), 10));

        Assert.Empty(decision.Victims);
        Assert.Null(decision.NominatedNodeName);
        Assert.Equal(
            "0/2 nodes are available: 2 Insufficient cpu. preemption: 0/2 nodes are available: 1 No preemption victims found for incoming pod, 1 Preemption is not helpful for scheduling.",
            decision.Explanation!.Text);
    }

    [Fact]
    public void Preempt_pod_that_never_displaces_says_so() => Assert.Equal(
        "0/1 nodes are available: 1 Insufficient cpu. preemption: not eligible due to preemptionPolicy=Never.",
        ClusterOf(Machine("a")).With("a", Old("low", 900, 1)).Place(Pod("new", Profile(500), 10) with { NeverPreempts = true }).Explanation!.Text);

    [Fact]
    public void Preempt_ports_and_anti_affinity_are_made_room_for_too()
    {
        var ports = ClusterOf(Machine("a")).With("a", Pod("1", Profile() with { HostPorts = [new("TCP", 80, "")] }, 1), Pod("2", Profile() with { HostPorts = [new("TCP", 81, "")] }, 1));
        var minding = ClusterOf(Machine("a")).With("a", Pod("1", Profile(app: "x").Away(Term("web", Host)), 1), Pod("2", Profile(app: "y"), 1));

        Assert.Equal("uid-1", Assert.Single(ports.Place(Pod("new", Profile() with { HostPorts = [new("TCP", 80, "")] }, 10)).Victims));
        Assert.Equal("uid-1", Assert.Single(minding.Place(Pod("new", Profile(app: "web"), 10)).Victims));
    }

    [Fact]
    public void Nomination_keeps_the_room_until_the_others_are_gone()
    {
        var cluster = ClusterOf(Machine("a")).With("a", Old("low", 900, 1));
        var scheduler = new Scheduler(cluster, new SchedulingSettings());
        var important = Pod("new", Profile(800), 10);
        Assert.Equal("a", Decide(scheduler, important).NominatedNodeName);

        // It waits for whoever is going, and disturbs nobody else.
        var waiting = Decide(scheduler, important);
        Assert.Empty(waiting.Victims);
        Assert.Equal("0/1 nodes are available: 1 Insufficient cpu. preemption: not eligible due to a terminating pod on the nominated node.", waiting.Explanation!.Text);

        // Who matters less does not slip in, who asks for little does.
        cluster.Unbind("uid-low");
        Assert.Equal("0/1 nodes are available: 1 Insufficient cpu.", Decide(scheduler, Pod("sneak", Profile(300), 0) with { NeverPreempts = true }).Explanation!.Text[..44]);
        Assert.Equal("a", Decide(scheduler, Pod("little", Profile(100), 0)).NodeName);
        Assert.Equal("a", Decide(scheduler, important).NodeName);
    }

    [Theory]
    [InlineData("cordoned")]
    [InlineData("not ready")]
    [InlineData("tainted")]
    [InlineData("smaller")]
    public void Nomination_on_a_node_that_will_not_take_the_pod_any_more_is_made_elsewhere(string how)
    {
        var cluster = ClusterOf(Machine("a"), Machine("b")).With("a", Old("1", 900, 1)).With("b", Old("2", 900, 2));
        var scheduler = new Scheduler(cluster, new SchedulingSettings());
        var important = Pod("new", Profile(800), 10);
        Assert.Equal("a", Decide(scheduler, important).NominatedNodeName);

        cluster.SetNode(how switch
        {
            "cordoned" => Machine("a") with { Unschedulable = true },
            "not ready" => Machine("a") with { Unready = true },
            "tainted" => Machine("a") with { Taints = [new Taint { Key = "gpu", Effect = TaintEffect.NoSchedule }] },
            _ => Machine("a", cpu: 500),
        });

        var again = Decide(scheduler, important);
        Assert.Equal("b", again.NominatedNodeName);
        Assert.Equal("uid-2", Assert.Single(again.Victims));
    }

    [Fact]
    public void Nomination_that_came_to_nothing_keeps_no_room()
    {
        var cluster = ClusterOf(Machine("a")).With("a", Old("low", 900, 1));
        var scheduler = new Scheduler(cluster, new SchedulingSettings());
        var important = Pod("new", Profile(800), 10);
        Assert.Equal("a", Decide(scheduler, important).NominatedNodeName);
        var taint = new Taint { Key = "gpu", Effect = TaintEffect.NoSchedule };
        cluster.SetNode(Machine("a") with { Taints = [taint] });
        cluster.Unbind("uid-low");

        Assert.Null(Decide(scheduler, important).NominatedNodeName);

        var tolerant = Pod("tolerant", Profile(800) with { Tolerations = [new Toleration { Key = "gpu", Operator = TolerationOperator.Exists }] });
        Assert.Equal("a", Decide(scheduler, tolerant).NodeName);
    }

    [Fact]
    public void Nomination_is_told_to_its_pod_also_where_another_of_its_kind_has_none()
    {
        var cluster = ClusterOf(Machine("a")).With("a", Old("low", 900, 1));
        var scheduler = new Scheduler(cluster, new SchedulingSettings());
        var (first, second) = (Pod("first", Profile(800), 10), Pod("second", Profile(800), 10));
        Assert.Equal("a", Decide(scheduler, second).NominatedNodeName);

        var decisions = scheduler.Schedule([first, second], new SchedulingContext()).Decisions;

        Assert.Equal([null, "a"], decisions.Select(decision => decision.NominatedNodeName));
    }

    // Nobody goes for a pod that could not be there beside the one for which the room is kept.
    [Fact]
    public void Nomination_of_a_pod_that_minds_another_has_nobody_leave_for_that_one()
    {
        var cluster = ClusterOf(Machine("a")).With("a", Old("1", 500, 1), Old("2", 500, 1));
        cluster.Nominate(Pod("minding", Profile(500, app: "minding").Away(Term("web", Host)), 20), "a");

        var decision = cluster.Place(Pod("new", Profile(500, app: "web"), 10));

        Assert.Null(decision.NominatedNodeName);
        Assert.Empty(decision.Victims);
    }

    [Fact]
    public void Nomination_of_one_is_no_room_for_another_that_matters_as_much()
    {
        var cluster = ClusterOf(Machine("a"), Machine("b")).With("a", Old("1", 900, 1)).With("b", Old("2", 900, 1));

        var decisions = Plan(cluster, new SchedulingContext(), Pod("x", Profile(800), 10), Pod("y", Profile(800), 10), Pod("z", Profile(800), 10));

        Assert.Equal(["a", "b"], decisions.Take(2).Select(decision => decision.NominatedNodeName).Order(StringComparer.Ordinal));
        Assert.Null(decisions[2].NominatedNodeName);
        Assert.Empty(decisions[2].Victims);
    }

    [Fact]
    public void Nomination_gives_way_to_whoever_matters_more()
    {
        var cluster = ClusterOf(Machine("a")).With("a", Old("low", 900, 1));
        var scheduler = new Scheduler(cluster, new SchedulingSettings());
        Decide(scheduler, Pod("x", Profile(800), 10));

        Assert.Equal("a", Decide(scheduler, Pod("y", Profile(800), 20)).NominatedNodeName);
        cluster.Unbind("uid-low");

        Assert.Equal("a", Decide(scheduler, Pod("y", Profile(800), 20)).NodeName);
    }

    private static ClusterPod Old(string name, long cpu, int priority, int started = 0, string app = "old") => Pod(name, Profile(cpu, app: app), priority) with { StartedAt = Start.AddMinutes(started) };

    // Priorities, with the start after an @; together they fill the node.
    private static ClusterPod[] Filling(string node, string pods)
    {
        var parts = pods.Split(' ');
        return [.. parts.Select((part, index) =>
        {
            var numbers = part.Split('@').Select(int.Parse).ToArray();
            return Old($"{node}{index}", 1000 / parts.Length, numbers[0], numbers.ElementAtOrDefault(1));
        })];
    }

    private static PodDecision Decide(Scheduler scheduler, ClusterPod pod) => Assert.Single(scheduler.Schedule([pod], new SchedulingContext()).Decisions);

    private static ImmutableArray<PodDecision> Plan(Cluster cluster, SchedulingContext context, params ClusterPod[] pods) =>
        new Scheduler(cluster, new SchedulingSettings()).Plan(pods, context).Decisions;
}
