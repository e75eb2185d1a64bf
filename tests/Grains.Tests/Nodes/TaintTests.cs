using Orchestrator.Contracts;
using Orchestrator.Grains.Tests.Support;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Resources.Core;
using Orchestrator.TestKit;

namespace Orchestrator.Grains.Tests.Nodes;

public sealed class TaintTests(LastingCluster cluster) : IClassFixture<LastingCluster>
{
    [Fact]
    public async Task Taint_that_executes_moves_pods_that_do_not_tolerate_it()
    {
        var (room, pods) = await Room.WithPodsAsync(cluster, 2);

        await ChangeAsync(room, spec => spec with { Taints = [new Taint { Key = "example.com/repair", Effect = TaintEffect.NoExecute }] });

        await Eventually.True(async () => (await room.RunningAsync()).Count(pod => pod.Spec.NodeName == room.Other) == 2, "replacements run");
        await Eventually.True(async () => (await room.Node.ListBindings()).IsEmpty, "the pods have ended on the node");
        foreach (var pod in pods)
        {
            Assert.NotNull(cluster.Agents.Find(pod.Metadata.Uid)!.Pod.Metadata.DeletionTimestamp);
        }
    }

    [Fact]
    public async Task Taint_that_executes_leaves_pods_the_time_for_which_they_tolerate_it()
    {
        var patient = new Toleration { Key = "example.com/repair", Operator = "Exists", Effect = TaintEffect.NoExecute, TolerationSeconds = 3600 };
        var (room, pods) = await Room.WithPodsAsync(cluster, 1, spec: spec => spec with { Tolerations = [patient] });
        cluster.Clock.Pass(TimeSpan.FromHours(2));

        await ChangeAsync(room, spec => spec with { Taints = [new Taint { Key = "example.com/repair", Effect = TaintEffect.NoExecute }] });

        // Those that tolerate nothing are told to leave in the same look.
        await room.Pod("hasty").Create(room.PodOf("hasty", room.Spec() with { NodeName = room.Name }), WriteOptions.Default);
        await Eventually.True(async () => await room.Pod("hasty").Read() is null or { Resource.Metadata.DeletionTimestamp: not null }, "who does not tolerate it leaves");
        Assert.Contains(await room.RunningAsync(), pod => pod.Metadata.Uid == pods[0].Metadata.Uid);

        cluster.Clock.Pass(TimeSpan.FromHours(2));
        await Eventually.True(async () => (await room.RunningAsync()).All(pod => pod.Metadata.Uid != pods[0].Metadata.Uid), "when its time is over it leaves");
    }

    [Fact]
    public async Task Taint_that_only_keeps_pods_off_moves_nobody()
    {
        var (room, pods) = await Room.WithPodsAsync(cluster, 1);

        await ChangeAsync(room, spec => spec with { Taints = [new Taint { Key = "example.com/repair", Effect = TaintEffect.NoSchedule }] });
        await room.ClosedAsync();
        await room.Pod("late").Create(room.PodOf("late"), WriteOptions.Default);

        Assert.Equal(room.Other, (await room.RunsAsync("late")).Spec.NodeName);
        Assert.Contains(await room.RunningAsync(), pod => pod.Metadata.Uid == pods[0].Metadata.Uid);
    }

    // As when a scheduler decided while it had not heard.
    [Theory]
    [InlineData(true, false, "node(s) were unschedulable")]
    [InlineData(false, false, "node(s) had untolerated taint {example.com/repair: }")]
    [InlineData(true, true, "")]
    [InlineData(false, true, "")]
    public async Task Pod_that_was_proposed_before_its_node_was_closed_is_refused_there(bool cordoned, bool tolerated, string reason)
    {
        var room = await Room.OpenAsync(cluster);
        await ChangeAsync(room, spec => cordoned ? spec with { Unschedulable = true } : spec with { Taints = [new Taint { Key = "example.com/repair", Effect = TaintEffect.NoSchedule }] });
        var demand = new PodDemand { Namespace = room.Name, Name = "late", Uid = UniqueName.Of("late"), Tolerations = tolerated ? [new Toleration { Operator = "Exists" }] : [] };

        var proposed = await room.Node.Bind(demand with { IsProposed = true });
        var named = await room.Node.Bind(demand);

        Assert.Equal((reason.Length == 0, reason), (proposed.Admitted, proposed.Reason));
        Assert.True(named.Admitted);
    }

    [Fact]
    public async Task Cordoned_node_has_the_taint_that_says_so_until_it_is_uncordoned()
    {
        var room = await Room.OpenAsync(cluster);

        await ChangeAsync(room, spec => spec with { Unschedulable = true });
        await Eventually.True(async () => (await room.Node.Read())!.Resource.Spec.Taints is [{ Key: TaintKey.Unschedulable, Effect: TaintEffect.NoSchedule }], "it is tainted");

        await ChangeAsync(room, spec => spec with { Unschedulable = false });
        await Eventually.True(async () => (await room.Node.Read())!.Resource.Spec.Taints.IsEmpty, "it is not");
    }

    [Fact]
    public async Task Pod_gets_the_tolerations_of_the_cluster_unless_it_has_its_own()
    {
        var room = await Room.OpenAsync(cluster);
        var own = new Toleration { Key = TaintKey.NotReady, Operator = "Exists", Effect = "NoExecute", TolerationSeconds = 7 };

        var created = (await room.Pod("web").Create(room.PodOf("web", room.Spec() with { Tolerations = [own] }), WriteOptions.Default)).Resource;

        Assert.Equal<Toleration>([own, new Toleration { Key = TaintKey.Unreachable, Operator = "Exists", Effect = "NoExecute", TolerationSeconds = 0 }], created.Spec.Tolerations);
    }

    private static async Task ChangeAsync(Room room, Func<NodeSpec, NodeSpec> change)
    {
        var node = (await room.Node.Read())!.Resource;
        await room.Node.Replace(node with { Spec = change(node.Spec) }, WriteOptions.Default);
    }
}
