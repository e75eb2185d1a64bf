using Orchestrator.Contracts;
using Orchestrator.Grains.Nodes;
using Orchestrator.Grains.Tests.Support;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Resources.Core;
using Orchestrator.TestKit;

namespace Orchestrator.Grains.Tests.Nodes;

/// <summary>Invariant 2: what a node admits never exceeds what it can allocate, whatever races.</summary>
public sealed class AdmissionTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public async Task Bindings_that_race_never_exceed_what_the_node_has()
    {
        var room = await Room.OpenAsync(cluster, cpu: "4", memory: "4Gi", pods: 100);

        // 60 pods of 100 m to 600 m race for 4000 m.
        var demands = Enumerable.Range(0, 60).Select(i => Demand(room, i) with { MilliCpu = 100 * (1 + (i % 6)), MemoryBytes = 1 << 20 }).ToList();
        var answers = await Task.WhenAll(demands.Select(room.Node.Bind));

        var admitted = demands.Where((_, i) => answers[i].Admitted).ToList();
        var view = (await room.Node.View())!;
        Assert.Equal(admitted.Select(pod => pod.Uid).Order(), view.Pods.Select(pod => pod.Uid).Order());
        Assert.InRange(view.Pods.Sum(pod => pod.MilliCpu), 3500, 4000);
        Assert.All(answers.Where(answer => !answer.Admitted), answer => Assert.Contains("cpu", answer.Reason));
        var left = 4000 - view.Pods.Sum(pod => pod.MilliCpu);
        Assert.All(demands.Except(admitted), pod => Assert.True(pod.MilliCpu > left, "a pod that fits was refused"));
    }

    [Fact]
    public async Task Exactly_as_many_pods_as_fit_are_admitted()
    {
        var room = await Room.OpenAsync(cluster, cpu: "4", pods: 7);

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => room.Node.Bind(Demand(room, i))));

        Assert.Equal(7, answers.Count(answer => answer.Admitted));
        Assert.Equal(7, (await room.Node.ListBindings()).Length);
    }

    [Fact]
    public async Task Host_port_is_admitted_once_per_protocol_and_address()
    {
        var room = await Room.OpenAsync(cluster);
        var ports = new HostPort[] { new("TCP", 8080, ""), new("TCP", 8080, ""), new("UDP", 8080, ""), new("TCP", 8080, "127.0.0.1"), new("TCP", 8081, "") };

        var answers = await Task.WhenAll(ports.Select((port, i) => room.Node.Bind(Demand(room, i) with { HostPorts = [port] })));

        // Of the three that want TCP 8080 one address is everybody's, so only one of them can have it.
        Assert.Single(answers.Where((_, i) => i is 0 or 1 or 3), answer => answer.Admitted);
        Assert.True(answers[2].Admitted && answers[4].Admitted);
    }

    [Fact]
    public async Task Pod_that_is_admitted_twice_counts_once_and_released_twice_gives_back_once()
    {
        var room = await Room.OpenAsync(cluster, cpu: "2");
        var (first, second) = (Demand(room, 1) with { MilliCpu = 1500 }, Demand(room, 2) with { MilliCpu = 1500 });

        Assert.True((await room.Node.Bind(first)).Admitted);
        Assert.True((await room.Node.Bind(first)).Admitted);
        Assert.False((await room.Node.Bind(second)).Admitted);
        await room.Node.Release(first.Uid);
        await room.Node.Release(first.Uid);

        Assert.True((await room.Node.Bind(second)).Admitted);
        Assert.Equal(1500, (await room.Node.View())!.Pods.Sum(pod => pod.MilliCpu));
    }

    [Fact]
    public async Task Pod_that_has_ended_gives_back_its_room_and_stays_listed()
    {
        var room = await Room.OpenAsync(cluster, cpu: "1");
        var ended = Demand(room, 1) with { MilliCpu = 1000 };
        await room.Node.Bind(ended);

        await room.Node.Finish(ended.Uid, succeeded: true);

        Assert.True((await room.Node.Bind(Demand(room, 2) with { MilliCpu = 1000 })).Admitted);
        Assert.Equal(2, (await room.Node.ListBindings()).Length);
    }

    [Fact]
    public async Task Admitted_pods_survive_a_node_grain_whose_write_was_lost()
    {
        var room = await Room.OpenAsync(cluster, cpu: "4");
        foreach (var afterEffect in new[] { false, true })
        {
            await room.Node.Release("uid-1");
            cluster.Storage.FailNext(Admits(room, "uid-1"), afterEffect);
            await Assert.ThrowsAnyAsync<Exception>(() => room.Node.Bind(Demand(room, 1) with { MilliCpu = 3000 }));

            await Eventually.True(async () => (await room.Node.Bind(Demand(room, 1) with { MilliCpu = 3000 })).Admitted, "it is admitted");
            Assert.False((await room.Node.Bind(Demand(room, 2) with { MilliCpu = 3000 })).Admitted);
        }
    }

    [Fact]
    public async Task Pods_of_many_replica_sets_fill_a_node_to_the_last_core_and_no_further()
    {
        var room = await Room.OpenAsync(cluster, cpu: "3");
        for (var i = 0; i < 4; i++)
        {
            await room.ReplicaSet($"set-{i}").Create(room.ReplicaSetOf($"set-{i}", 3, room.Spec(cpu: "500m")), WriteOptions.Default);
        }

        await Eventually.True(
            async () => (await room.RunningAsync()).Length == 6 && (await room.ListAsync<Pod>()).Length == 12, "of twelve pods of half a core six run");
        Assert.Equal(3000, (await room.Node.View())!.Pods.Sum(pod => pod.MilliCpu));
        var pods = await room.ListAsync<Pod>();
        Assert.Equal(12, pods.Length);
        Assert.All(pods.Where(pod => pod.Spec.NodeName is null), pod => Assert.Equal(PodPhase.Pending, pod.Status.Phase));
    }

    private static Predicate<object> Admits(Room room, string uid) =>
        state => state is NodeState node && node.Resource?.Metadata.Name == room.Name && node.Bindings.Any(binding => binding.Pod.Uid == uid);

    private static PodDemand Demand(Room room, int number) => new() { Namespace = room.Name, Name = $"pod-{number}", Uid = $"uid-{number}" };
}
