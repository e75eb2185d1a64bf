using Orchestrator.Contracts;
using Orchestrator.Grains.Nodes;
using Orchestrator.Grains.Tests.Support;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.TestKit;
using Orleans.Runtime;

namespace Orchestrator.Grains.Tests.Nodes;

public sealed class NodeLossTests(LastingCluster cluster) : IClassFixture<LastingCluster>
{
    [Fact]
    public async Task Node_whose_silo_is_declared_dead_is_unreachable_and_its_pods_run_elsewhere_at_once()
    {
        var (room, lost) = await Room.WithPodsAsync(cluster, 5);

        await room.LoseAsync();

        await MovedAsync(room, 5);
        var node = (await room.Node.Read())!.Resource;
        Assert.Equal((ConditionStatus.Unknown, "NodeStatusUnknown"), Ready(node));
        Assert.Equal(
            [(TaintKey.Unreachable, TaintEffect.NoSchedule), (TaintKey.Unreachable, TaintEffect.NoExecute)],
            node.Spec.Taints.Select(taint => (taint.Key, taint.Effect)));
        foreach (var pod in await StoredAsync(room, lost))
        {
            Assert.Equal("NodeLost", pod.Status.Reason);
            Assert.NotNull(pod.Metadata.DeletionTimestamp);
            Assert.Equal(PodPhase.Running, pod.Status.Phase);
            Assert.Contains(pod.Status.Conditions, condition => condition is { Type: PodConditionType.DisruptionTarget, Status: ConditionStatus.True });
        }
    }

    [Fact]
    public async Task Pods_of_a_lost_node_go_when_it_stays_lost()
    {
        var (room, lost) = await Room.WithPodsAsync(cluster, 2);
        await room.LoseAsync();
        await MovedAsync(room, 2);
        Assert.Equal(2, (await StoredAsync(room, lost)).Count);

        cluster.Clock.Pass(TimeSpan.FromMinutes(5));

        await Eventually.True(async () => (await StoredAsync(room, lost)).Count == 0, "the lost pods are gone");
        Assert.Empty(await room.Node.ListBindings());
        Assert.Equal(2, (await room.RunningAsync()).Length);
    }

    [Fact]
    public async Task Node_that_returns_is_ready_when_it_has_dropped_what_is_not_bound_to_it_and_not_before()
    {
        var (room, lost) = await Room.WithPodsAsync(cluster, 2);
        await room.LoseAsync();
        await MovedAsync(room, 2);
        await Assert.ThrowsAsync<NodeUnreachableException>(() => room.Node.Heartbeat(new NodeHeartbeat(true, "ready")));

        cluster.Silos.Say(room.Name, SiloStatus.Active);
        cluster.Agents.Away.Clear();
        var lease = await room.Node.Heartbeat(new NodeHeartbeat(true, "ready") { Compared = 0 });

        Assert.Equal(1, lease.Losses);
        Assert.Equal((ConditionStatus.False, "BindingsNotCompared"), Ready((await room.Node.Read())!.Resource));
        foreach (var pod in lost)
        {
            await cluster.Agents.ReportRemovedAsync(pod);
        }

        await room.Node.Heartbeat(new NodeHeartbeat(true, "ready") { Compared = 1 });
        var node = (await room.Node.Read())!.Resource;
        Assert.Equal((ConditionStatus.True, "AgentReady"), Ready(node));
        await Eventually.True(async () => (await room.Node.Read())!.Resource.Spec.Taints.IsEmpty, "it has no taint");
        Assert.Empty(await room.Node.ListBindings());
    }

    [Fact]
    public async Task Pod_that_must_not_run_twice_is_replaced_when_the_lease_of_its_node_and_the_margin_are_over_and_not_before()
    {
        var (room, lost) = await Room.WithPodsAsync(cluster, 1, StringMap.Of((NodeLossAnnotation.AtMostOnce, "true")));
        await room.LoseAsync();
        await Eventually.True(async () => (await StoredAsync(room, lost)) is [{ Metadata.DeletionTimestamp: not null }], "its end is asked for");

        cluster.Clock.Pass(LastingCluster.LeaseDuration);
        await room.Node.LookAgain();
        await room.OtherNode.Heartbeat(new NodeHeartbeat(true, "ready"));
        await room.ReplicaSet((await room.ListAsync<Orchestrator.Resources.Apps.ReplicaSet>())[0].Metadata.Name).LookAgain(lost[0].Metadata.Name);
        Assert.Empty(await room.RunningAsync());
        Assert.Single(await room.ListAsync<Pod>());

        cluster.Clock.Pass(LastingCluster.LeaseMargin);
        await room.Node.LookAgain();

        await Eventually.True(async () => await room.RunningAsync() is [var one] && one.Spec.NodeName == room.Other, "its replacement runs");
        Assert.Empty(await StoredAsync(room, lost));
    }

    [Fact]
    public async Task Pod_that_must_not_run_twice_and_whose_node_says_that_it_is_stopped_is_replaced_at_once()
    {
        var (room, lost) = await Room.WithPodsAsync(cluster, 1, StringMap.Of((NodeLossAnnotation.AtMostOnce, "true")));
        await room.LoseAsync();
        await Eventually.True(async () => (await StoredAsync(room, lost)) is [{ Metadata.DeletionTimestamp: not null }], "its end is asked for");

        await cluster.Agents.ReportRemovedAsync(lost[0]);

        await Eventually.True(async () => await room.RunningAsync() is [var one] && one.Spec.NodeName == room.Other, "its replacement runs");
    }

    [Fact]
    public async Task Pod_that_tolerates_the_loss_for_a_time_stays_not_ready_and_is_the_same_when_its_node_returns()
    {
        var (room, lost) = await Room.WithPodsAsync(cluster, 1, spec: spec => spec with
        {
            Tolerations = [new Toleration { Key = TaintKey.Unreachable, Operator = "Exists", Effect = "NoExecute", TolerationSeconds = 3600 }],
        });
        await room.LoseAsync();
        await Eventually.True(async () => (await room.Pod(lost[0].Metadata.Name).Summarize())!.ReadySince is null, "the pod is not ready");

        cluster.Silos.Say(room.Name, SiloStatus.Active);
        cluster.Agents.Away.Clear();
        await room.Node.Heartbeat(new NodeHeartbeat(true, "ready") { Compared = 1 });
        await cluster.Agents.ReportAsync(lost[0], new ContainerState { Running = new ContainerStateRunning() });

        Assert.NotNull((await room.Pod(lost[0].Metadata.Name).Summarize())!.ReadySince);
        Assert.Equal(lost[0].Metadata.Uid, Assert.Single(await room.RunningAsync()).Metadata.Uid);
    }

    [Fact]
    public async Task Pod_that_tolerates_the_loss_for_a_time_leaves_when_it_is_over()
    {
        var (room, lost) = await Room.WithPodsAsync(cluster, 1, spec: spec => spec with
        {
            Tolerations = [new Toleration { Key = TaintKey.Unreachable, Operator = "Exists", Effect = "NoExecute", TolerationSeconds = 3600 }],
        });
        await room.LoseAsync();
        await Eventually.True(async () => (await room.Node.Read())!.Resource.Spec.Taints.Length == 2, "the node is tainted");
        Assert.Single(await room.RunningAsync());

        cluster.Clock.Pass(TimeSpan.FromSeconds(3601));
        await room.Node.LookAgain();

        await Eventually.True(async () => await room.RunningAsync() is [var one] && one.Spec.NodeName == room.Other, "its replacement runs");
    }

    [Fact]
    public async Task Node_whose_agent_said_that_it_ends_is_not_ready_and_keeps_its_pods()
    {
        var (room, pods) = await Room.WithPodsAsync(cluster, 1);

        await room.Node.Heartbeat(new NodeHeartbeat(true, "ready") { Leaving = true });
        await room.LoseAsync();
        await room.Node.LookAgain();
        await Eventually.True(async () => (await room.Node.Read())!.Resource.Spec.Taints.Length == 2, "it is tainted");

        Assert.Equal((ConditionStatus.False, "AgentStopped"), Ready((await room.Node.Read())!.Resource));
        Assert.Null(Assert.Single(await StoredAsync(room, pods)).Metadata.DeletionTimestamp);
    }

    [Fact]
    public async Task Loss_that_cannot_be_stored_evicts_nobody_until_it_can()
    {
        var (room, lost) = await Room.WithPodsAsync(cluster, 1);
        cluster.Storage.FailNext(state => state is NodeState { Lost: true } node && node.Resource?.Metadata.Name == room.Name, afterEffect: false);

        await room.LoseAsync();

        await Eventually.True(async () => await room.RunningAsync() is [var one] && one.Spec.NodeName == room.Other, "its replacement runs");
        Assert.Equal((ConditionStatus.Unknown, "NodeStatusUnknown"), Ready((await room.Node.Read())!.Resource));
        Assert.Equal(1, (await LossesAsync(room)));
        Assert.Single(await StoredAsync(room, lost));
    }

    private static Task MovedAsync(Room room, int pods) => Eventually.True(
        async () => await room.RunningAsync() is var running && running.Length == pods && running.All(pod => pod.Spec.NodeName == room.Other), "replacements run");

    private async Task<long> LossesAsync(Room room)
    {
        cluster.Silos.Say(room.Name, SiloStatus.Active);
        return (await room.Node.Heartbeat(new NodeHeartbeat(true, "ready"))).Losses;
    }

    private static (string Status, string? Reason) Ready(Node node) =>
        node.Status.Conditions.Where(condition => condition.Type == NodeConditionType.Ready).Select(condition => (condition.Status, condition.Reason)).Single();

    private static async Task<List<Pod>> StoredAsync(Room room, IEnumerable<Pod> pods)
    {
        var uids = pods.Select(pod => pod.Metadata.Uid).ToHashSet();
        return [.. (await room.ListAsync<Pod>()).Where(pod => uids.Contains(pod.Metadata.Uid))];
    }
}
