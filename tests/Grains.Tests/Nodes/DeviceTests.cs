using System.Collections.Immutable;
using Orchestrator.Contracts;
using Orchestrator.Grains.Nodes;
using Orchestrator.Grains.Tests.Support;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Planning.Scheduling.Devices;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.TestKit;

namespace Orchestrator.Grains.Tests.Nodes;

/// <summary>A device that a pod has for itself is never another's, whatever races, fails or restarts; one that fails is replaced.</summary>
public sealed class DeviceTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public async Task Pods_that_race_for_devices_get_each_at_most_once()
    {
        var room = await OpenAsync(gpus: 8);

        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => room.Node.Bind(Demand(room, i, DeviceResource.Gpu, 1 + (i % 3)))));

        var given = answers.SelectMany(answer => answer.Devices).ToList();
        Assert.Equal(given.Count, given.Select(lease => lease.DeviceId).Distinct().Count());
        Assert.All(answers.Select((answer, i) => (answer, i)), pair => Assert.Equal(pair.answer.Admitted ? 1 + (pair.i % 3) : 0, pair.answer.Devices.Length));
        Assert.InRange(given.Count, 7, 8);
        Assert.All(answers.Where(answer => !answer.Admitted), answer => Assert.Equal("Insufficient nvidia.com/gpu", answer.Reason));
    }

    [Fact]
    public async Task Shares_and_whole_devices_never_meet_on_one_device()
    {
        var room = await OpenAsync(gpus: 3);

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => room.Node.Bind(i % 2 == 0 ? Demand(room, i, DeviceResource.GpuMemory, 30) : Demand(room, i, DeviceResource.Gpu, 1))));

        var devices = answers.SelectMany(answer => answer.Devices).GroupBy(lease => lease.DeviceId).ToList();
        Assert.Equal(3, devices.Count);
        Assert.All(devices, device => Assert.True(device.Count() == 1 || (device.All(lease => lease.MemoryBytes > 0) && device.Sum(lease => lease.MemoryBytes) <= 100)));
        Assert.All(answers.Where(answer => !answer.Admitted), answer => Assert.StartsWith("Insufficient ", answer.Reason));
    }

    [Fact]
    public async Task Devices_stay_a_pods_own_when_a_write_was_lost_and_when_the_silo_has_restarted()
    {
        var own = new Cluster();
        await own.InitializeAsync();
        try
        {
            var room = await OpenAsync(gpus: 2, own);
            own.Storage.FailNext(state => state is NodeState { Bindings.IsEmpty: false }, afterEffect: true);
            await Assert.ThrowsAnyAsync<Exception>(() => room.Node.Bind(Demand(room, 1, DeviceResource.Gpu, 1)));
            var first = await Eventually.Value(async () => await room.Node.Bind(Demand(room, 1, DeviceResource.Gpu, 1)) is { Admitted: true } answer ? answer : null, "it is admitted");

            await own.RestartAsync();
            await room.RegisterAsync();

            Assert.Equal(first.Devices.AsEnumerable(), (await room.Node.Bind(Demand(room, 1, DeviceResource.Gpu, 1))).Devices);
            Assert.Equal(first.Devices.AsEnumerable(), Assert.Single(await room.Node.ListBindings()).Devices);
            var second = await room.Node.Bind(Demand(room, 2, DeviceResource.Gpu, 1));
            Assert.Equal(["GPU-0", "GPU-1"], first.Devices.Concat(second.Devices).Select(lease => lease.DeviceId).Order());
            Assert.False((await room.Node.Bind(Demand(room, 3, DeviceResource.Gpu, 1))).Admitted);
        }
        finally
        {
            await own.DisposeAsync();
        }
    }

    [Fact]
    public async Task Devices_of_a_pod_that_has_ended_or_is_gone_are_the_next_ones()
    {
        var room = await OpenAsync(gpus: 1);
        await room.Node.Bind(Demand(room, 1, DeviceResource.Gpu, 1));

        await room.Node.Finish("uid-1", succeeded: true);
        Assert.True((await room.Node.Bind(Demand(room, 2, DeviceResource.Gpu, 1))).Admitted);
        await room.Node.Release("uid-2");
        Assert.Equal("GPU-0", Assert.Single((await room.Node.Bind(Demand(room, 3, DeviceResource.Gpu, 1))).Devices).DeviceId);
    }

    [Fact]
    public async Task Devices_of_one_pod_are_linked_where_they_can_be()
    {
        var room = await OpenAsync(gpus: 4, closeness: [[9, 1, 2, 0], [1, 9, 0, 2], [2, 0, 9, 1], [0, 2, 1, 9]]);

        Assert.Equal(["GPU-0", "GPU-2"], (await room.Node.Bind(Demand(room, 1, DeviceResource.Gpu, 2))).Devices.Select(lease => lease.DeviceId));
        Assert.Equal(["GPU-1", "GPU-3"], (await room.Node.Bind(Demand(room, 2, DeviceResource.Gpu, 2))).Devices.Select(lease => lease.DeviceId));
    }

    [Fact]
    public async Task Node_says_what_devices_it_has_and_which_do_not_work()
    {
        var room = await OpenAsync(gpus: 4);
        var before = (await room.Node.Read())!.Resource;
        await RegisterAsync(room, Report(Gpus(4, bad: 3)));

        var node = (await room.Node.Read())!.Resource;
        Assert.Equal(("4", "4"), (Amount(before.Status.Capacity), Amount(before.Status.Allocatable)));
        Assert.Equal(("4", "3"), (Amount(node.Status.Capacity), Amount(node.Status.Allocatable)));
        Assert.Equal("300", node.Status.Allocatable[DeviceResource.GpuMemory].ToString());
        Assert.Equal(("True", "All devices of the node work."), Condition(before));
        Assert.Equal(("False", "GPU-3 does not work: it fell off the bus."), Condition(node));
        Assert.Equal("4", node.Metadata.Labels["nvidia.com/gpu.count"]);
        Assert.Equal(("present", TaintEffect.PreferNoSchedule), node.Spec.Taints.Where(taint => taint.Key == DeviceResource.Gpu).Select(taint => (taint.Value!, taint.Effect)).Single());
    }

    [Fact]
    public async Task Devices_that_are_not_known_stay_and_those_that_are_gone_go_with_their_labels()
    {
        var room = await OpenAsync(gpus: 2);

        await RegisterAsync(room, null);
        Assert.Equal("2", Amount((await room.Node.Read())!.Resource.Status.Allocatable));
        await RegisterAsync(room, new NodeDeviceReport());

        var node = (await room.Node.Read())!.Resource;
        Assert.False(node.Status.Capacity.ContainsKey(DeviceResource.Gpu));
        Assert.False(node.Metadata.Labels.ContainsKey("nvidia.com/gpu.count"));
        Assert.DoesNotContain(node.Status.Conditions, condition => condition.Type == NodeConditionType.DevicesReady);
    }

    [Fact]
    public async Task Gpus_that_are_not_known_stay_with_their_labels_beside_other_devices_that_are()
    {
        var room = await OpenAsync(gpus: 2);
        var card = new DeviceOffer { Resource = "example.com/card", Devices = [new Device { Id = "example.com/card=0" }] };

        await RegisterAsync(room, new NodeDeviceReport { GpusUnknown = true, Offers = [card] });
        var both = (await room.Node.Read())!.Resource;
        await RegisterAsync(room, new NodeDeviceReport { GpusUnknown = true });
        var gpus = (await room.Node.Read())!.Resource;

        Assert.Equal(("2", "1"), (Amount(both.Status.Allocatable), both.Status.Allocatable[card.Resource].ToString()));
        Assert.Equal("2", Amount(gpus.Status.Allocatable));
        Assert.False(gpus.Status.Allocatable.ContainsKey(card.Resource));
        Assert.Equal("2", gpus.Metadata.Labels["nvidia.com/gpu.count"]);
    }

    [Fact]
    public async Task Taint_that_people_have_taken_away_stays_away()
    {
        var room = await OpenAsync(gpus: 2);
        var node = (await room.Node.Read())!;
        await room.Node.Replace(node.Resource with { Spec = node.Resource.Spec with { Taints = [] } }, WriteOptions.Default);

        await RegisterAsync(room, Report(Gpus(2, bad: 1)));

        Assert.DoesNotContain((await room.Node.Read())!.Resource.Spec.Taints, taint => taint.Key == DeviceResource.Gpu);
    }

    [Fact]
    public async Task Pod_whose_device_fails_is_replaced_with_another_device()
    {
        var room = await OpenAsync(gpus: 3);
        await room.Deployment("train").Create(room.DeploymentOf("train", 2, Asking(room, 1)), WriteOptions.Default);
        await Eventually.True(async () => (await room.RunningAsync()).Length == 2, "both run");
        Assert.Equal(["GPU-0", "GPU-1"], (await room.RunningAsync()).SelectMany(pod => cluster.Agents.Find(pod.Metadata.Uid)!.Devices).Select(lease => lease.DeviceId).Order());

        await RegisterAsync(room, Report(Gpus(3, bad: 0)));

        await Eventually.True(
            async () => (await room.RunningAsync()) is { Length: 2 } running
                && running.SelectMany(pod => cluster.Agents.Find(pod.Metadata.Uid)!.Devices).Select(lease => lease.DeviceId).Order().SequenceEqual(["GPU-1", "GPU-2"]),
            "the pod has another device");
        await Eventually.True(
            async () => (await room.Node.ListBindings()).SelectMany(binding => binding.Devices).All(lease => lease.DeviceId != "GPU-0"), "nobody has the one that failed");
    }

    [Fact]
    public async Task Pod_whose_device_is_not_there_any_more_leaves()
    {
        var room = await OpenAsync(gpus: 1);
        await room.Pod("train").Create(room.PodOf("train", Asking(room, 1)), WriteOptions.Default);
        await room.RunsAsync("train");

        await RegisterAsync(room, new NodeDeviceReport());

        await Eventually.True(async () => await room.Pod("train").Read() is null, "it is gone");
        Assert.Empty(await room.Node.ListBindings());
    }

    [Fact]
    public async Task Pods_without_devices_keep_off_a_node_that_has_some_where_they_can()
    {
        var room = await OpenAsync(gpus: 2, cpu: "64");
        await room.RegisterAsync(room.OtherNode, cpu: "2");
        await room.ReplicaSet("web").Create(room.ReplicaSetOf("web", 4, room.Spec(cpu: "500m")), WriteOptions.Default);
        await Eventually.True(async () => (await room.RunningAsync()).Length == 4, "all run");
        Assert.All(await room.RunningAsync(), pod => Assert.Equal(room.Other, pod.Spec.NodeName));

        await room.ReplicaSet("more").Create(room.ReplicaSetOf("more", 1, room.Spec(cpu: "500m")), WriteOptions.Default);
        await Eventually.True(async () => (await room.RunningAsync()).Any(pod => pod.Spec.NodeName == room.Name), "what fits nowhere else goes there");
    }

    [Fact]
    public async Task Pod_that_no_device_is_left_for_says_so_and_gets_the_first_that_is_given_back()
    {
        var room = await OpenAsync(gpus: 1);
        await room.Pod("first").Create(room.PodOf("first", Asking(room, 1)), WriteOptions.Default);
        await room.RunsAsync("first");
        await room.Pod("second").Create(room.PodOf("second", Asking(room, 1)), WriteOptions.Default);
        await Eventually.True(
            async () => (await room.Pod("second").Read())!.Resource.Status.Conditions.Any(condition => condition.Message?.Contains("Insufficient nvidia.com/gpu") == true), "it says why it waits");

        await room.Pod("first").Delete(new DeleteRequest());

        var second = await room.RunsAsync("second");
        Assert.Equal("GPU-0", Assert.Single(cluster.Agents.Find(second.Metadata.Uid)!.Devices).DeviceId);
    }

    private static PodSpec Asking(Room room, int gpus)
    {
        var amounts = QuantityMap.Empty.Add(DeviceResource.Gpu, Quantity.Of(gpus));
        var spec = room.Spec();
        return spec with { Containers = [spec.Containers[0] with { Resources = new ResourceRequirements { Limits = amounts, Requests = amounts } }] };
    }

    private async Task<Room> OpenAsync(int gpus, Cluster? other = null, ImmutableArray<ImmutableArray<int>> closeness = default, string cpu = "64")
    {
        var room = await Room.OpenAsync(other ?? cluster, cpu);
        await RegisterAsync(room, Report(Gpus(gpus) with { Closeness = closeness.IsDefault ? [] : closeness }), cpu);
        return room;
    }

    private static Task RegisterAsync(Room room, NodeDeviceReport? devices, string cpu = "64")
    {
        var has = QuantityMap.Empty.Add(ResourceName.Cpu, Quantity.Parse(cpu)).Add(ResourceName.Memory, Quantity.Parse("64Gi")).Add(ResourceName.Pods, Quantity.Of(500));
        return room.Node.Register(new NodeRegistration { Labels = StringMap.Of(("room", room.Name)), Capacity = has, Allocatable = has, Addresses = [], Info = new NodeSystemInfo(), Devices = devices });
    }

    private static NodeDeviceReport Report(DeviceOffer offer) => new() { Offers = [offer], Labels = StringMap.Of(("nvidia.com/gpu.count", $"{offer.Devices.Length}")) };

    private static DeviceOffer Gpus(int count, int bad = -1) => new()
    {
        MemoryResource = DeviceResource.GpuMemory,
        Devices = [.. Enumerable.Range(0, count).Select(number => new Device
        {
            Id = $"GPU-{number}", MemoryBytes = 100, Healthy = number != bad, Message = number == bad ? "it fell off the bus" : "",
        })],
    };

    private static string Amount(ImmutableSortedDictionary<string, Quantity> amounts) => amounts[DeviceResource.Gpu].ToString();

    private static (string, string?) Condition(Node node) =>
        node.Status.Conditions.Where(condition => condition.Type == NodeConditionType.DevicesReady).Select(condition => (condition.Status, condition.Message)).Single();

    private static PodDemand Demand(Room room, int number, string resource, long amount) => new()
    {
        Namespace = room.Name,
        Name = $"pod-{number}",
        Uid = $"uid-{number}",
        Extended = ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal).Add(resource, amount),
    };
}
