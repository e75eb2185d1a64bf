using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Planning.ReplicaSets;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Tests.ReplicaSets;

public sealed class ReplicaSetPlannerTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Plan_counts_only_living_pods_of_its_own()
    {
        PodSummary[] pods =
        [
            Ready("a"),
            Ready("b") with { ControllerUid = "another" },
            Ready("c") with { ControllerUid = null },
            Ready("d") with { Deleting = true },
            Ready("e") with { Phase = PodPhase.Failed },
            Ready("f") with { Phase = PodPhase.Succeeded },
            Ready("g") with { Phase = PodPhase.Failed, Deleting = true },
        ];

        var plan = ReplicaSetPlanner.Plan(Set(3), pods, Now);

        Assert.Equal(2, plan.Create);
        Assert.Empty(plan.Delete);
        Assert.Equal((1, 1), (plan.Status.Replicas, plan.Status.TerminatingReplicas));
    }

    [Theory]
    [InlineData(2000, 0, 500, 0)]
    [InlineData(500, 0, 500, 0)]
    [InlineData(0, 1200, 0, 500)]
    [InlineData(int.MaxValue, 3, 500, 0)]
    [InlineData(null, 0, 1, 0)]
    public void Plan_does_no_more_at_once_than_the_burst(int? wanted, int present, int create, int delete)
    {
        var plan = ReplicaSetPlanner.Plan(Set(wanted), [.. Enumerable.Range(0, present).Select(index => Ready($"p{index}"))], Now);

        Assert.Equal((create, delete), (plan.Create, plan.Delete.Length));
        Assert.Null(plan.LookAgainIn);
    }

    /// <summary>Each line is one rule; the first of the two goes.</summary>
    public static TheoryData<string, PodSummary, PodSummary> Ranking => new()
    {
        { "without a node", Ready("z") with { NodeName = null, ReadySince = null }, Ready("a") with { ReadySince = null } },
        { "pending", Ready("z") with { Phase = PodPhase.Pending, ReadySince = null }, Ready("a") with { ReadySince = null } },
        { "unknown", Ready("z") with { Phase = PodPhase.Unknown }, Ready("a") with { ReadySince = null } },
        { "not ready", Ready("z") with { ReadySince = null }, Ready("a") with { Restarts = 9 } },
        { "ready for less time", Ready("z") with { ReadySince = Now.AddMinutes(-1) }, Ready("a") with { Restarts = 9 } },
        { "more restarts", Ready("z") with { Restarts = 1 }, Ready("a") with { CreatedAt = Now } },
        { "newer", Ready("z") with { CreatedAt = Now }, Ready("a") },
        { "name", Ready("a"), Ready("z") },
    };

    [Theory]
    [MemberData(nameof(Ranking))]
    public void Plan_one_too_many_deletes_the_one_that_costs_least(string rule, PodSummary goes, PodSummary stays)
    {
        Assert.NotEmpty(rule);
        Assert.Equal(goes.Name, Assert.Single(ReplicaSetPlanner.Plan(Set(1), [stays, goes], Now).Delete));
        Assert.Equal(goes.Name, Assert.Single(ReplicaSetPlanner.Plan(Set(1), [goes, stays], Now).Delete));
    }

    [Fact]
    public void Plan_one_too_many_deletes_from_the_node_with_the_most()
    {
        PodSummary[] pods = [Ready("a") with { NodeName = "n1", Restarts = 5 }, Ready("b") with { NodeName = "n2" }, Ready("c") with { NodeName = "n2" }];

        Assert.Equal("b", Assert.Single(ReplicaSetPlanner.Plan(Set(2), pods, Now).Delete));
    }

    [Fact]
    public void Plan_ready_but_not_available_yet_goes_before_available()
    {
        PodSummary[] pods = [Ready("a") with { NodeName = "n1", ReadySince = Now.AddSeconds(-1) }, Ready("b") with { NodeName = "n2" }, Ready("c") with { NodeName = "n2" }];

        Assert.Equal("a", Assert.Single(ReplicaSetPlanner.Plan(Set(2, minReadySeconds: 10), pods, Now).Delete));
    }

    [Fact]
    public void Plan_deleting_set_only_says_how_it_is()
    {
        var set = Set(3);

        var plan = ReplicaSetPlanner.Plan(set with { Metadata = set.Metadata with { DeletionTimestamp = Now } }, [Ready("a")], Now);

        Assert.Equal((0, 0, 1), (plan.Create, plan.Delete.Length, plan.Status.Replicas));
    }

    [Fact]
    public void Plan_status_counts_labels_readiness_and_availability()
    {
        PodSummary[] pods =
        [
            Ready("a"),
            Ready("b") with { ReadySince = Now.AddSeconds(-4) },
            Ready("c") with { ReadySince = Now.AddSeconds(-7), Labels = StringMap.Empty },
            Ready("d") with { ReadySince = null },
        ];

        var plan = ReplicaSetPlanner.Plan(Set(4, minReadySeconds: 10), pods, Now);

        Assert.Equal((4, 3, 3, 1), (plan.Status.Replicas, plan.Status.FullyLabeledReplicas, plan.Status.ReadyReplicas, plan.Status.AvailableReplicas));
        Assert.Equal(7, plan.Status.ObservedGeneration);
        Assert.Equal(TimeSpan.FromSeconds(3), plan.LookAgainIn);
    }

    [Fact]
    public void Plan_without_min_ready_seconds_ready_is_available_even_by_a_clock_that_is_ahead()
    {
        var plan = ReplicaSetPlanner.Plan(Set(1), [Ready("a") with { ReadySince = Now.AddSeconds(5) }], Now);

        Assert.Equal(1, plan.Status.AvailableReplicas);
        Assert.Null(plan.LookAgainIn);
    }

    [Fact]
    public void Plan_random_pods_the_difference_exactly_and_then_nothing() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => TryPlan(new Random(seed))).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static void TryPlan(Random random)
    {
        string[] phases = [PodPhase.Pending, PodPhase.Running, PodPhase.Running, PodPhase.Failed, PodPhase.Succeeded, PodPhase.Unknown];
        PodSummary[] pods = [.. Enumerable.Range(0, random.Next(30)).Select(index => Ready($"p{index}") with
        {
            Phase = phases[random.Next(phases.Length)],
            Deleting = random.Next(5) == 0,
            ControllerUid = random.Next(6) == 0 ? null : "uid-set",
            ReadySince = random.Next(2) == 0 ? null : Now.AddSeconds(-random.Next(100)),
            NodeName = random.Next(4) == 0 ? null : $"n{random.Next(3)}",
        })];
        var set = Set(random.Next(20));
        var plan = ReplicaSetPlanner.Plan(set, pods, Now);
        var counted = pods.Where(pod => pod is { ControllerUid: "uid-set", Deleting: false, Phase: not (PodPhase.Failed or PodPhase.Succeeded) }).Select(pod => pod.Name).ToHashSet();

        Assert.Equal(set.Spec.Replicas, counted.Count + plan.Create - plan.Delete.Length);
        Assert.True(plan.Create == 0 || plan.Delete.IsEmpty);
        Assert.Distinct(plan.Delete);
        Assert.Subset(counted, plan.Delete.ToHashSet());
        random.Shuffle(pods);
        Assert.Equal(plan.Delete.AsEnumerable(), ReplicaSetPlanner.Plan(set, pods, Now).Delete.AsEnumerable());

        PodSummary[] after =
        [
            .. pods.Select(pod => plan.Delete.Contains(pod.Name) ? pod with { Deleting = true } : pod),
            .. Enumerable.Range(0, plan.Create).Select(index => Ready($"new{index}")),
        ];
        var next = ReplicaSetPlanner.Plan(set, after, Now);
        Assert.Equal((0, 0), (next.Create, next.Delete.Length));
    }

    [Fact]
    public void Plan_pod_that_must_not_run_twice_is_replaced_when_it_is_gone_and_takes_nobody_s_place_meanwhile()
    {
        var ending = Ready("a") with { Deleting = true, AtMostOnce = true };

        Assert.Equal((0, 0), (ReplicaSetPlanner.Plan(Set(1), [ending], Now).Create, ReplicaSetPlanner.Plan(Set(1), [ending, Ready("b")], Now).Delete.Length));
        Assert.Equal(1, ReplicaSetPlanner.Plan(Set(1), [], Now).Create);
        Assert.Equal<string>(["b"], ReplicaSetPlanner.Plan(Set(0), [ending, Ready("b")], Now).Delete);
    }

    private static ReplicaSet Set(int? replicas, int minReadySeconds = 0) => new()
    {
        Metadata = new ObjectMeta { Name = "web", Uid = "uid-set", Generation = 7 },
        Spec = new ReplicaSetSpec
        {
            Replicas = replicas,
            MinReadySeconds = minReadySeconds,
            Template = new PodTemplateSpec { Metadata = new ObjectMeta { Labels = StringMap.Of(("app", "web")) } },
        },
    };

    private static PodSummary Ready(string name) => new()
    {
        Name = name,
        Uid = $"uid-{name}",
        ControllerUid = "uid-set",
        Phase = PodPhase.Running,
        ReadySince = Now.AddMinutes(-10),
        NodeName = $"node-of-{name}",
        CreatedAt = Now.AddMinutes(-20),
        Labels = StringMap.Of(("app", "web"), ("more", "x")),
    };
}
