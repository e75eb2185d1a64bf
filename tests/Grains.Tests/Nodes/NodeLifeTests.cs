using Orchestrator.Contracts;
using Orchestrator.Grains.Tests.Support;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.TestKit;

namespace Orchestrator.Grains.Tests.Nodes;

public sealed class NodeLifeTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public async Task Node_that_is_short_of_something_says_so_and_takes_no_pod_until_it_is_not()
    {
        var room = await Room.OpenAsync(cluster);
        await room.Node.Heartbeat(new NodeHeartbeat(true, "ready") { Pressures = [NodeConditionType.DiskPressure] });
        var node = (await room.Node.Read())!.Resource;
        Assert.Equal(ConditionStatus.True, node.Status.Conditions.Single(one => one.Type == NodeConditionType.DiskPressure).Status);
        Assert.Equal("KubeletHasSufficientMemory", node.Status.Conditions.Single(one => one.Type == NodeConditionType.MemoryPressure).Reason);
        var demand = new PodDemand { Namespace = "default", Name = "late", Uid = "late" };
        Assert.Contains("disk-pressure", (await room.Node.Bind(demand)).Reason, StringComparison.Ordinal);

        await room.Node.Heartbeat(new NodeHeartbeat(true, "ready"));
        Assert.True((await room.Node.Bind(demand)).Admitted);
    }

    [Fact]
    public async Task Condition_that_somebody_else_says_stays_beside_those_of_the_agent()
    {
        var room = await Room.OpenAsync(cluster);
        var node = (await room.Node.Read())!;
        var said = new NodeCondition { Type = "KernelDeadlock", Status = ConditionStatus.False, Reason = "KernelHasNoDeadlock" };
        await room.Node.ReplaceStatus(node.Resource with { Status = node.Resource.Status with { Conditions = node.Resource.Status.Conditions.Add(said) } }, WriteOptions.Default);
        await room.Node.Heartbeat(new NodeHeartbeat(true, "ready") { Pressures = [NodeConditionType.DiskPressure] });

        node = (await room.Node.Read())!;
        Assert.Equal(5, node.Resource.Status.Conditions.Length);
        Assert.NotNull(node.Resource.Status.Conditions.Single(condition => condition.Type == said.Type).LastTransitionTime);
        var refused = await Assert.ThrowsAsync<ApiException>(() => room.Node.ReplaceStatus(node.Resource with { Status = node.Resource.Status with { Capacity = QuantityMap.Empty, Conditions = [] } }, WriteOptions.Default));
        Assert.Equal(["status.capacity", "status.conditions"], refused.Status.Details!.Causes.Select(cause => cause.Field));
    }

    [Fact]
    public async Task Node_without_its_engine_is_not_ready_and_gets_no_pods()
    {
        var room = await Room.OpenAsync(cluster);
        await room.Node.Heartbeat(new NodeHeartbeat(false, "Cannot connect to the Docker daemon"));
        await room.ClosedAsync();
        await room.Pod("web").Create(room.PodOf("web"), WriteOptions.Default);

        await Eventually.True(async () => Unschedulable(await room.Pod("web").Read()), "the pod waits");
        await room.Node.Heartbeat(new NodeHeartbeat(true, "ready"));

        await room.RunsAsync("web");
    }

    [Fact]
    public async Task Pod_that_fits_nowhere_says_why_and_is_placed_when_room_appears()
    {
        var room = await Room.OpenAsync(cluster, cpu: "1");
        await room.Pod("first").Create(room.PodOf("first", room.Spec(cpu: "800m")), WriteOptions.Default);
        await room.RunsAsync("first");
        await room.Pod("second").Create(room.PodOf("second", room.Spec(cpu: "800m")), WriteOptions.Default);
        await Eventually.True(async () => Unschedulable(await room.Pod("second").Read()), "the second waits");
        var condition = (await room.Pod("second").Read())!.Resource.Status.Conditions.Single(c => c.Type == PodConditionType.PodScheduled);
        Assert.Contains("Insufficient cpu", condition.Message);

        await room.Pod("first").Delete(new DeleteRequest());

        await room.RunsAsync("second");
    }

    [Fact]
    public async Task Pod_that_waits_is_placed_when_its_node_comes()
    {
        var room = await Room.OpenAsync(cluster, node: false);
        await room.Pod("web").Create(room.PodOf("web"), WriteOptions.Default);
        await Eventually.True(async () => Unschedulable(await room.Pod("web").Read()), "the pod waits");

        await room.RegisterAsync();

        await room.RunsAsync("web");
    }

    [Fact]
    public async Task Admission_of_a_pod_that_was_never_bound_is_given_back()
    {
        var room = await Room.OpenAsync(cluster, cpu: "1");
        await room.Node.Bind(new PodDemand { Namespace = room.Name, Name = "ghost", Uid = "uid-ghost", MilliCpu = 1000 });

        cluster.Clock.Pass(TimeSpan.FromSeconds(61));

        await Eventually.True(async () => (await room.Node.ListBindings()).IsEmpty, "its room is free");
    }

    private static bool Unschedulable(Versioned<Pod>? pod) =>
        pod?.Resource.Status.Conditions.Any(c => c is { Type: PodConditionType.PodScheduled, Status: ConditionStatus.False }) == true;
}
