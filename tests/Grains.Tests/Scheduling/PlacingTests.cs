using Orchestrator.Contracts;
using Orchestrator.Grains.Tests.Support;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.TestKit;

namespace Orchestrator.Grains.Tests.Scheduling;

public sealed class PlacingTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public async Task Pods_that_keep_away_from_each_other_get_a_zone_each_and_the_next_is_told_why_there_is_none()
    {
        var room = await ZonesAsync();
        var spec = room.Spec() with { Affinity = new Affinity { PodAntiAffinity = new PodAntiAffinity { Required = [Web()] } } };
        await room.CreateAsync("one", spec, ("app", "web"));
        await room.CreateAsync("two", spec, ("app", "web"));
        Assert.NotEqual((await room.BoundAsync("one")).Spec.NodeName, (await room.BoundAsync("two")).Spec.NodeName);

        await room.CreateAsync("three", spec, ("app", "web"));

        var three = await room.WaitsAsync("three", "2 node(s) didn't match pod anti-affinity rules");
        var said = three.Status.Conditions.Single(condition => condition.Type == PodConditionType.PodScheduled);
        Assert.Equal("Unschedulable", said.Reason);
        await Eventually.True(
            async () => (await room.ListAsync<Event>()).Any(one => one.InvolvedObject.Name == "three" && one is { Reason: "FailedScheduling", Type: "Warning" } && one.Message == said.Message),
            "an event says the same");

        // Every node is accounted for.
        var counts = said.Message!.Split(". preemption:")[0].Split(": ", 2)[1].Split(", ").Select(part => int.Parse(part.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture)).Sum();
        Assert.StartsWith($"0/{counts} nodes are available: ", said.Message);
    }

    [Fact]
    public async Task Room_of_a_pod_that_came_and_went_is_the_next_ones_at_once()
    {
        const int Pods = 5;
        var room = await Room.OpenAsync(cluster, cpu: "1");

        // Pods that are expected on their node although they left it keep its room for half a minute each: so much time never passes.
        var left = TimeSpan.FromSeconds(25);
        cluster.Clock.Hold();
        try
        {
            for (var i = 0; i < Pods; i++)
            {
                await room.CreateAsync($"short-{i}", room.Spec(cpu: "1"));
                await UntilAsync(async () => (await room.Pod($"short-{i}").Read())?.Resource.Status.Phase == PodPhase.Running, $"pod {i} runs");
                await room.Pod($"short-{i}").Delete(new DeleteRequest());
                await UntilAsync(async () => await room.Pod($"short-{i}").Read() is null, $"pod {i} is gone");
            }
        }
        finally
        {
            cluster.Clock.Release();
        }

        Task UntilAsync(Func<Task<bool>> condition, string what) => Eventually.True(
            async () =>
            {
                var step = left < TimeSpan.FromMilliseconds(100) ? left : TimeSpan.FromMilliseconds(100);
                left -= step;
                cluster.Clock.Pass(step);
                return await condition();
            },
            what);
    }

    [Fact]
    public async Task Pod_follows_one_that_it_has_to_be_near_once_that_is_there()
    {
        var room = await ZonesAsync();
        var near = room.Spec() with { Affinity = new Affinity { PodAffinity = new PodAffinity { Required = [Web()] } } };
        await room.CreateAsync("follower", near);
        await room.WaitsAsync("follower", "node(s) didn't match pod affinity rules");

        await room.CreateAsync("leader", room.Spec(), ("app", "web"));

        Assert.Equal((await room.BoundAsync("leader")).Spec.NodeName, (await room.BoundAsync("follower")).Spec.NodeName);
    }

    [Fact]
    public async Task Pods_that_are_spread_never_differ_by_more_than_the_skew()
    {
        var room = await ZonesAsync();
        var spread = new TopologySpreadConstraint { MaxSkew = 1, TopologyKey = "zone", WhenUnsatisfiable = SpreadPolicy.DoNotSchedule, LabelSelector = Web().LabelSelector };
        var spec = room.Spec() with { TopologySpreadConstraints = [spread] };

        await Task.WhenAll(Enumerable.Range(0, 9).Select(i => room.CreateAsync($"web-{i}", spec, ("app", "web"))));

        var nodes = await Task.WhenAll(Enumerable.Range(0, 9).Select(async i => (await room.BoundAsync($"web-{i}")).Spec.NodeName));
        Assert.Equal([4, 5], nodes.GroupBy(node => node).Select(group => group.Count()).Order());
    }

    // Whoever was there ends slowly, and its replacement comes where it was.
    [Fact]
    public async Task Pod_that_is_being_deleted_is_not_counted_where_pods_are_spread()
    {
        var room = await ZonesAsync();
        var spread = new TopologySpreadConstraint { MaxSkew = 1, TopologyKey = "zone", WhenUnsatisfiable = SpreadPolicy.DoNotSchedule, LabelSelector = Web().LabelSelector };
        var spec = room.Spec() with { TopologySpreadConstraints = [spread] };
        string[] first = ["web-0", "web-1", "web-2", "web-3"];
        await Task.WhenAll(first.Select(name => room.CreateAsync(name, spec, ("app", "web"))));
        var nodes = (await Task.WhenAll(first.Select(room.BoundAsync))).ToLookup(pod => pod.Spec.NodeName!, pod => pod.Metadata.Name);
        cluster.Agents.Silent[room.Name] = true;
        await Task.WhenAll(nodes[room.Name].Select(name => room.Pod(name).Delete(new DeleteRequest())));

        string[] second = ["new-0", "new-1"];
        await Task.WhenAll(second.Select(name => room.CreateAsync(name, spec, ("app", "web"))));

        Assert.All(await Task.WhenAll(second.Select(room.BoundAsync)), pod => Assert.Equal(room.Name, pod.Spec.NodeName));
        Assert.All(await Task.WhenAll(nodes[room.Name].Select(name => room.Pod(name).Read())), pod => Assert.NotNull(pod!.Resource.Metadata.DeletionTimestamp));
    }

    [Fact]
    public async Task Replicas_that_say_nothing_are_spread_over_zones()
    {
        var room = await ZonesAsync("topology.kubernetes.io/zone");
        await room.RegisterAsync(cluster.Grains.GetGrain<INodeGrain>(GrainKey.Node($"{room.Name}-c")), zone: "b", key: "topology.kubernetes.io/zone");
        await room.ReplicaSet("web").Create(room.ReplicaSetOf("web", 12, room.Spec()), WriteOptions.Default);

        await Eventually.True(async () => (await room.RunningAsync()).Length == 12, "all run");

        // Without it the two nodes of one zone would have two thirds of them.
        Assert.InRange((await room.RunningAsync()).Count(pod => pod.Spec.NodeName == room.Name), 5, 7);
    }

    [Fact]
    public async Task Namespaces_are_selected_by_their_labels()
    {
        var (room, other) = (await ZonesAsync(), await Room.OpenAsync(cluster, node: false));
        var elsewhere = other.PodOf("web", room.Spec());
        await other.Pod("web").Create(elsewhere with { Metadata = elsewhere.Metadata with { Labels = StringMap.Of(("app", "web")) } }, WriteOptions.Default);
        var node = (await other.BoundAsync("web")).Spec.NodeName;
        var term = Web() with { NamespaceSelector = new LabelSelector { MatchLabels = StringMap.Of(("kubernetes.io/metadata.name", other.Name)) } };

        await room.CreateAsync("away", room.Spec() with { Affinity = new Affinity { PodAntiAffinity = new PodAntiAffinity { Required = [term] } } });
        await room.CreateAsync("near", room.Spec() with { Affinity = new Affinity { PodAffinity = new PodAffinity { Required = [term] } } });

        Assert.NotEqual(node, (await room.BoundAsync("away")).Spec.NodeName);
        Assert.Equal(node, (await room.BoundAsync("near")).Spec.NodeName);
    }

    [Fact]
    public async Task Pod_that_gets_the_label_that_another_looks_for_is_found()
    {
        var room = await ZonesAsync();
        await room.CreateAsync("leader", room.Spec());
        var leader = await room.RunsAsync("leader");
        await room.CreateAsync("follower", room.Spec() with { Affinity = new Affinity { PodAffinity = new PodAffinity { Required = [Web()] } } });
        await room.WaitsAsync("follower", "node(s) didn't match pod affinity rules");

        await room.Pod("leader").Replace(leader with { Metadata = leader.Metadata with { Labels = StringMap.Of(("app", "web")), ResourceVersion = null } }, WriteOptions.Default);

        Assert.Equal(leader.Spec.NodeName, (await room.BoundAsync("follower")).Spec.NodeName);
    }

    // Whatever kept it from getting there may have lasted.
    [Fact]
    public async Task Pod_that_asks_again_is_not_sent_to_a_node_that_does_not_take_it_any_more()
    {
        var room = await ZonesAsync();
        var scheduler = cluster.Grains.GetGrain<ISchedulerGrain>(GrainKey.DefaultScheduler);
        var request = new PlacementRequest(PodDemand.Of(room.PodOf("asks", room.Spec(cpu: "1"))) with { Uid = $"{room.Name}-asks" }, []);
        var first = (await scheduler.Place(request)).NodeName!;
        Assert.Equal(first, (await scheduler.Place(request)).NodeName);

        var node = cluster.Grains.GetGrain<INodeGrain>(GrainKey.Node(first));
        var before = (await node.Read())!.Resource;
        await node.Replace(before with { Spec = before.Spec with { Unschedulable = true } }, WriteOptions.Default);

        await Eventually.True(async () => (await scheduler.Place(request)).NodeName is { } other && other != first, "it is sent to the other node");
    }

    // It was admitted by one node, of which its grain did not hear, and then by another.
    [Fact]
    public async Task Pod_that_two_nodes_list_takes_its_room_on_the_one_that_is_left()
    {
        var room = await Room.OpenAsync(cluster, cpu: "1");
        await room.RegisterAsync(room.OtherNode, cpu: "1", zone: "b");
        var pod = PodDemand.Of(await room.CreateAsync("twice", room.Spec(cpu: "1") with { SchedulerName = "somebody-elses" }));
        Assert.True((await room.OtherNode.Bind(pod)).Admitted);
        await LooksAsync(room, "first");
        Assert.True((await room.Node.Bind(pod)).Admitted);
        await LooksAsync(room, "second");

        await room.Node.Release(pod.Uid);
        await LooksAsync(room, "third");

        await room.CreateAsync("next", room.Spec(cpu: "1") with { NodeSelector = StringMap.Of(("room", room.Name), ("zone", "b")) });
        await room.WaitsAsync("next", "Insufficient cpu");
    }

    // The scheduler looks at the nodes when a pod asks for one.
    private static async Task LooksAsync(Room room, string name)
    {
        await room.CreateAsync(name, room.Spec());
        await room.BoundAsync(name);
    }

    // The room's two nodes, each a zone of its own.
    private async Task<Room> ZonesAsync(string key = "zone")
    {
        var room = await Room.OpenAsync(cluster, node: false);
        await room.RegisterAsync(room.Node, zone: "a", key: key);
        await room.RegisterAsync(room.OtherNode, zone: "b", key: key);
        return room;
    }

    private static PodAffinityTerm Web() => new() { TopologyKey = "zone", LabelSelector = new LabelSelector { MatchLabels = StringMap.Of(("app", "web")) } };
}
