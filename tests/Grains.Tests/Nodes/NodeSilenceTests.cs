using Orchestrator.Contracts;
using Orchestrator.Grains.Nodes;
using Orchestrator.Grains.Tests.Support;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.TestKit;

namespace Orchestrator.Grains.Tests.Nodes;

/// <summary>Each test has a cluster of its own: how all of its nodes are together decides. What lasts there lasts so long that only the tests' own steps of time matter.</summary>
public sealed class NodeSilenceTests : IAsyncLifetime
{
    private readonly Cluster _cluster = new HourlyCluster();

    public Task InitializeAsync() => _cluster.InitializeAsync();

    public Task DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Node_that_is_silent_for_longer_than_it_may_be_is_lost_and_not_earlier()
    {
        var (room, _) = await Room.WithPodsAsync(_cluster, 2);

        await PassAsync(room, minutes: 40);
        await room.Node.LookAgain();
        Assert.Equal(ConditionStatus.True, await ReadyAsync(room.Node));
        await PassAsync(room, minutes: 21);

        await Eventually.True(async () => (await room.RunningAsync()).Count(pod => pod.Spec.NodeName == room.Other) == 2, "replacements run");
        Assert.Equal(ConditionStatus.Unknown, await ReadyAsync(room.Node));
    }

    [Fact]
    public async Task Node_that_another_activation_has_written_is_not_lost_to_one_that_has_just_read_that()
    {
        var (room, _) = await Room.WithPodsAsync(_cluster, 2);
        var isLate = 1;
        _cluster.Storage.Before = state => state is NodeState { Lost: true } node && node.Resource?.Metadata.Name == room.Name && Interlocked.Exchange(ref isLate, 0) == 1
            ? _cluster.StoreLateAsync(GrainKey.Node(room.Name), "spec,unschedulable", "true")
            : Task.CompletedTask;

        await PassAsync(room, minutes: 61);
        await room.Node.LookAgain();

        await Eventually.True(async () => (await room.Node.Read())!.Resource.Spec.Taints is [{ Key: TaintKey.Unschedulable }], "what is stored by now is acted on, and nothing else");
        Assert.Equal(ConditionStatus.True, await ReadyAsync(room.Node));
        await PassAsync(room, minutes: 61);
        await room.Node.LookAgain();
        await Eventually.True(async () => await ReadyAsync(room.Node) == ConditionStatus.Unknown, "it is silent since then, too");
    }

    [Fact]
    public async Task Node_whose_grain_does_not_answer_keeps_no_other_from_being_lost()
    {
        var (room, _) = await Room.WithPodsAsync(_cluster, 2);
        const string Broken = "a-broken";
        await _cluster.ExecuteAsync($$"""
            INSERT INTO OrleansStorage VALUES (0, 0, 0, 0, 'node', '{{GrainKey.Node(Broken)}}', 'tests', convert_to('{"bindings": 7}', 'UTF8'), now(), 1)
            """);
        await Assert.ThrowsAnyAsync<Exception>(() => _cluster.Grains.GetGrain<INodeGrain>(GrainKey.Node(Broken)).View());
        await _cluster.Grains.GetGrain<INodeEvictionGrain>(GrainKey.NodeEviction).NodeChanged(Broken);

        await PassAsync(room, minutes: 61);
        await room.Node.LookAgain();

        await Eventually.True(async () => (await room.RunningAsync()).Count(pod => pod.Spec.NodeName == room.Other) == 2, "replacements run");
    }

    [Fact]
    public async Task Nodes_that_are_all_silent_keep_their_pods_until_one_is_heard()
    {
        var (room, pods) = await Room.WithPodsAsync(_cluster, 2);

        _cluster.Clock.Pass(TimeSpan.FromMinutes(61));
        await room.Node.LookAgain();
        await room.OtherNode.LookAgain();
        await Eventually.True(async () => await ReadyAsync(room.Node) == ConditionStatus.Unknown && await ReadyAsync(room.OtherNode) == ConditionStatus.Unknown, "both are unknown");
        await Eventually.True(async () => (await room.Node.Read())!.Resource.Spec.Taints is [{ Effect: TaintEffect.NoSchedule }], "nobody has to leave");
        Assert.Equal(pods.Select(pod => pod.Metadata.Uid).Order(), (await room.RunningAsync()).Select(pod => pod.Metadata.Uid).Order());

        await room.OtherNode.Heartbeat(new NodeHeartbeat(true, "ready") { Compared = 1 });

        await Eventually.True(async () => (await room.RunningAsync()).Count(pod => pod.Spec.NodeName == room.Other) == 2, "replacements run");
    }

    [Fact]
    public async Task Nodes_that_fall_silent_one_after_the_other_keep_their_pods_until_one_is_heard()
    {
        var (room, pods) = await Room.WithPodsAsync(_cluster, 2);
        _cluster.Clock.Pass(TimeSpan.FromMinutes(20));
        await room.OtherNode.Heartbeat(new NodeHeartbeat(true, "ready"));

        _cluster.Clock.Pass(TimeSpan.FromMinutes(41));
        await room.Node.LookAgain();
        await Eventually.True(async () => await ReadyAsync(room.Node) == ConditionStatus.Unknown, "the first is unknown");
        await room.Node.LookAgain();
        await Eventually.True(async () => (await room.Node.Read())!.Resource.Spec.Taints is [{ Effect: TaintEffect.NoSchedule }], "nobody has to leave");
        Assert.Equal(ConditionStatus.True, await ReadyAsync(room.OtherNode));
        Assert.Equal(pods.Select(pod => pod.Metadata.Uid).Order(), (await room.RunningAsync()).Select(pod => pod.Metadata.Uid).Order());

        await room.OtherNode.Heartbeat(new NodeHeartbeat(true, "ready") { Compared = 1 });

        await Eventually.True(async () => (await room.RunningAsync()).Count(pod => pod.Spec.NodeName == room.Other) == 2, "replacements run");
    }

    [Fact]
    public async Task Control_plane_that_has_just_started_takes_nobody_for_silent()
    {
        var (room, pods) = await Room.WithPodsAsync(_cluster, 2);

        await _cluster.RestartAsync(meanwhile: () => _cluster.Clock.Pass(TimeSpan.FromHours(2)));
        await room.Node.LookAgain();
        await room.OtherNode.Heartbeat(new NodeHeartbeat(true, "ready"));
        await room.Node.View();
        await Eventually.True(async () => await room.Node.Heartbeat(new NodeHeartbeat(true, "ready")) is { Losses: 0 }, "it was not lost");

        Assert.Equal(ConditionStatus.True, await ReadyAsync(room.Node));
        Assert.Equal(pods.Select(pod => pod.Metadata.Uid).Order(), (await room.RunningAsync()).Select(pod => pod.Metadata.Uid).Order());
    }

    [Fact]
    public async Task Node_without_its_engine_keeps_its_pods_for_the_time_that_they_tolerate()
    {
        var (room, pods) = await Room.WithPodsAsync(_cluster, 1);

        await room.Node.Heartbeat(new NodeHeartbeat(false, "Cannot connect to the Docker daemon"));
        await Eventually.True(async () => (await room.Node.Read())!.Resource.Spec.Taints.Any(taint => taint is { Key: TaintKey.NotReady, Effect: TaintEffect.NoExecute }), "it is tainted");
        await PassAsync(room, minutes: 40, engineReady: false);

        Assert.Equal(pods[0].Metadata.Uid, Assert.Single(await room.RunningAsync()).Metadata.Uid);
        await PassAsync(room, minutes: 21, engineReady: false);
        await room.Node.LookAgain();

        await Eventually.True(async () => await room.RunningAsync() is [var one] && one.Spec.NodeName == room.Other, "its replacement runs");
    }

    // The other node speaks all the time; this one does where its engine is spoken of.
    private async Task PassAsync(Room room, int minutes, bool? engineReady = null)
    {
        for (var left = minutes; left > 0; left -= 10)
        {
            _cluster.Clock.Pass(TimeSpan.FromMinutes(Math.Min(10, left)));
            await room.OtherNode.Heartbeat(new NodeHeartbeat(true, "ready"));
            if (engineReady is { } ready)
            {
                await room.Node.Heartbeat(new NodeHeartbeat(ready, "Cannot connect to the Docker daemon"));
            }
        }
    }

    private static async Task<string> ReadyAsync(INodeGrain node) =>
        (await node.Read())!.Resource.Status.Conditions.Single(condition => condition.Type == NodeConditionType.Ready).Status;

    private sealed class HourlyCluster : Cluster
    {
        protected override void Set(ControlPlaneOptions options)
        {
            options.NodeSilenceAllowed = TimeSpan.FromHours(1);
            options.DefaultNotReadyTolerationSeconds = 3600;
        }
    }
}
