using Orchestrator.Contracts;
using Orchestrator.Grains.Tests.Support;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Core;
using Orchestrator.TestKit;

namespace Orchestrator.Grains.Tests.Nodes;

public sealed class NodeRemovalTests(LastingCluster cluster) : IClassFixture<LastingCluster>
{
    [Fact]
    public async Task Node_that_is_lost_is_removed_with_what_was_bound_to_it()
    {
        var (room, _) = await Room.WithPodsAsync(cluster, 2, spec: spec => spec with { Tolerations = [new Toleration { Operator = "Exists" }] });
        await room.LoseAsync();
        await Eventually.True(async () => !(await room.Node.View())!.Ready, "it is lost");

        await room.Node.Delete(new DeleteRequest());

        await Eventually.True(async () => await room.Node.Read() is null, "the node is gone");
        await Eventually.True(async () => (await room.RunningAsync()).Count(pod => pod.Spec.NodeName == room.Other) == 2, "replacements run");
        await Eventually.True(async () => (await room.ListAsync<Pod>()).Length == 2, "what was bound to it is gone");
    }

    [Fact]
    public async Task Node_that_lives_is_removed_when_its_pods_have_ended_on_it()
    {
        var (room, pods) = await Room.WithPodsAsync(cluster, 2);
        cluster.Agents.Silent[room.Name] = true;

        var deleted = await room.Node.Delete(new DeleteRequest());
        Assert.False(deleted.Gone);
        await Eventually.True(async () => (await room.RunningAsync()).Count(pod => pod.Spec.NodeName == room.Other) == 2, "replacements run");
        Assert.NotNull(await room.Node.Read());
        foreach (var pod in pods)
        {
            await cluster.Agents.ReportRemovedAsync(pod);
        }

        await Eventually.True(async () => await room.Node.Read() is null, "the node is gone");
        var gone = await Assert.ThrowsAsync<ApiException>(() => room.Node.Heartbeat(new NodeHeartbeat(true, "ready")));
        Assert.Equal(404, gone.Status.Code);
    }

    [Fact]
    public async Task Node_that_is_being_removed_takes_no_pod()
    {
        var (room, _) = await Room.WithPodsAsync(cluster, 1);
        cluster.Agents.Silent[room.Name] = true;
        await room.Node.Delete(new DeleteRequest());

        var answer = await room.Node.Bind(new Orchestrator.Planning.Scheduling.PodDemand { Namespace = "default", Name = "late", Uid = "late" });

        Assert.False(answer.Admitted);
        Assert.Contains("removed", answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Removed_node_that_was_lost_waits_for_the_lease_of_a_pod_that_must_not_run_twice()
    {
        var (room, _) = await Room.WithPodsAsync(cluster, 1, StringMap.Of((NodeLossAnnotation.AtMostOnce, "true")));
        await room.LoseAsync();
        await Eventually.True(async () => !(await room.Node.View())!.Ready, "it is lost");
        await room.Node.Delete(new DeleteRequest());
        await room.Node.LookAgain();
        Assert.NotNull(await room.Node.Read());

        cluster.Clock.Pass(LastingCluster.LeaseDuration + LastingCluster.LeaseMargin);
        await room.Node.LookAgain();

        await Eventually.True(async () => await room.Node.Read() is null, "the node is gone");
        await Eventually.True(async () => await room.RunningAsync() is [var one] && one.Spec.NodeName == room.Other, "its replacement runs");
    }
}
