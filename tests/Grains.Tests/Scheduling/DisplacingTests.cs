using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Writing;
using Orchestrator.Grains.Pods;
using Orchestrator.Grains.Tests.Support;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Planning.Scheduling.Devices;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Policy;
using Orchestrator.Resources.Scheduling;
using Orchestrator.Resources.Serialization;
using Orchestrator.TestKit;

namespace Orchestrator.Grains.Tests.Scheduling;

public sealed class DisplacingTests(Cluster cluster) : IClassFixture<Cluster>, IAsyncLifetime
{
    private static readonly int[] Priorities = [5, 10, 20, 1000];

    public async Task InitializeAsync()
    {
        foreach (var priority in Priorities)
        {
            await PutAsync(ClassOf(ClassName(priority), priority));
        }

        await PutAsync(ClassOf("polite", 1000) with { PreemptionPolicy = PreemptionPolicy.Never });
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Pod_that_matters_more_is_nominated_until_the_one_that_matters_least_has_ended()
    {
        var (room, least, other) = await FullAsync();

        var high = await room.CreateAsync("high", Matters(room, 1000));

        await Eventually.True(async () => (await ReadAsync(room, "high")).Status.NominatedNodeName == room.Name, "it is nominated");
        var victim = await Eventually.Value(
            async () => await ReadAsync(room, "least") is { Metadata.DeletionTimestamp: not null } pod ? pod : null, "the pod that matters least is told to end");
        var condition = victim.Status.Conditions.Single(one => one.Type == PodConditionType.DisruptionTarget);
        Assert.Equal(("PreemptionByScheduler", "default-scheduler: preempting to accommodate a higher priority pod"), (condition.Reason, condition.Message));
        await Eventually.True(
            async () => (await room.ListAsync<Event>()).Any(one =>
                one.InvolvedObject.Uid == least.Metadata.Uid && one.Reason == "Preempted" && one.Message == $"Preempted by pod {high.Metadata.Uid} on node {room.Name}"),
            "an event says by whom");

        await cluster.Agents.ReportRemovedAsync(victim);

        Assert.Null((await room.BoundAsync("high")).Status.NominatedNodeName);
        Assert.Null((await ReadAsync(room, "other")).Metadata.DeletionTimestamp);
        Assert.Equal(other.Metadata.Uid, (await ReadAsync(room, "other")).Metadata.Uid);
    }

    [Fact]
    public async Task Room_that_is_made_for_a_pod_is_not_taken_by_one_that_matters_less()
    {
        var (room, _, _) = await FullAsync();
        await room.CreateAsync("high", Matters(room, 1000));
        var victim = await Eventually.Value(
            async () => await ReadAsync(room, "least") is { Metadata.DeletionTimestamp: not null } pod ? pod : null, "the pod that matters least is told to end");
        await room.CreateAsync("late", Matters(room, 5));
        await room.WaitsAsync("late", "Insufficient cpu");

        await cluster.Agents.ReportRemovedAsync(victim);

        await room.BoundAsync("high");
        Assert.Null((await ReadAsync(room, "late")).Spec.NodeName);
    }

    [Fact]
    public async Task Pod_that_needs_a_whole_device_gets_the_one_that_others_share()
    {
        var room = await Room.OpenAsync(cluster);
        var has = QuantityMap.Empty.Add(ResourceName.Cpu, Quantity.Of(64)).Add(ResourceName.Memory, Quantity.Parse("64Gi")).Add(ResourceName.Pods, Quantity.Of(100));
        var gpu = new DeviceOffer { MemoryResource = DeviceResource.GpuMemory, Devices = [new Device { Id = "GPU-0", MemoryBytes = 100 }] };
        await room.Node.Register(new NodeRegistration
        {
            Labels = StringMap.Of(("room", room.Name)), Capacity = has, Allocatable = has, Addresses = [], Info = new NodeSystemInfo(), Devices = new NodeDeviceReport { Offers = [gpu] },
        });
        await room.CreateAsync("one", Asking(room, 5, DeviceResource.GpuMemory, 60));
        await room.RunsAsync("one");
        await room.CreateAsync("other", Asking(room, 5, DeviceResource.GpuMemory, 40));
        await room.RunsAsync("other");

        await room.CreateAsync("whole", Asking(room, 1000, DeviceResource.Gpu, 1));

        var whole = await room.RunsAsync("whole");
        Assert.Equal("GPU-0", Assert.Single(cluster.Agents.Find(whole.Metadata.Uid)!.Devices).DeviceId);
        await Eventually.True(async () => (await room.Node.ListBindings()).Select(binding => binding.Uid).SequenceEqual([whole.Metadata.Uid]), "nobody else is there");
        await Eventually.True(async () => (await room.ListAsync<Event>()).Count(one => one.Reason == "Preempted") == 2, "events say why the others went");
    }

    [Fact]
    public async Task Pod_that_never_displaces_waits()
    {
        var (room, _, _) = await FullAsync();

        await room.CreateAsync("polite", room.Spec(cpu: "1") with { PriorityClassName = "polite" });

        await room.WaitsAsync("polite", "preemption: not eligible due to preemptionPolicy=Never.");
        Assert.All(await room.ListAsync<Pod>(), pod => Assert.Null(pod.Metadata.DeletionTimestamp));
    }

    [Fact]
    public async Task Pod_of_a_budget_that_is_spent_stays_where_another_can_go()
    {
        var (room, _, _) = await FullAsync();
        var budget = new PodDisruptionBudget
        {
            Metadata = new ObjectMeta { Name = "keep", Namespace = room.Name, Uid = Guid.NewGuid().ToString() },
            Spec = new PodDisruptionBudgetSpec { Selector = new LabelSelector { MatchLabels = StringMap.Of(("app", "least")) } },
        };
        await PutAsync(budget);

        await cluster.Grains.GetGrain<ISchedulerGrain>($"schedulers/{room.Name}").Place(new PlacementRequest(
            PodDemand.Of(room.PodOf("high", Matters(room, 1000)) with { Metadata = new ObjectMeta { Name = "high", Namespace = room.Name, Uid = "uid-high" } }), []));

        await Eventually.True(async () => (await ReadAsync(room, "other")).Metadata.DeletionTimestamp is not null, "the other is told to end");
        Assert.Null((await ReadAsync(room, "least")).Metadata.DeletionTimestamp);
    }

    [Fact]
    public async Task Pod_that_could_not_be_told_to_make_room_is_told_again()
    {
        var (room, _, _) = await FullAsync();
        var high = PodDemand.Of(room.PodOf("high", Matters(room, 1000)) with { Metadata = new ObjectMeta { Name = "high", Namespace = room.Name, Uid = $"{room.Name}-high" } });
        cluster.Storage.FailNext(
            state => state is PodState { Resource.Metadata: { Name: "least", DeletionTimestamp: not null } metadata } && metadata.Namespace == room.Name, afterEffect: false);

        // It asks only once.
        await cluster.Grains.GetGrain<ISchedulerGrain>($"schedulers/{room.Name}").Place(new PlacementRequest(high, []));

        await Eventually.True(async () => (await ReadAsync(room, "least")).Metadata.DeletionTimestamp is not null, "it is told to end");
    }

    // Each has a pod for its own node, where a pod of the budget matters less than another. Both read that one pod of the budget may go.
    [Fact]
    public async Task Schedulers_that_displace_at_once_take_no_more_from_a_budget_than_it_has()
    {
        var room = await Room.OpenAsync(cluster, cpu: "2");
        await room.RegisterAsync(room.OtherNode, cpu: "2");
        string[] nodes = [room.Name, room.Other];
        for (var number = 0; number < nodes.Length; number++)
        {
            cluster.Agents.Silent[nodes[number]] = true;
            await RunningAsync(room, nodes[number], $"kept-{number}", priority: 10, app: "kept");
            await RunningAsync(room, nodes[number], $"spare-{number}", priority: 20, app: "spare");
        }

        var budget = Budget(room, "kept", minAvailable: 1);
        await PutAsync(budget with { Status = budget.Status with { DisruptionsAllowed = 1 } });

        await Task.WhenAll(nodes.Select(node => cluster.Grains.GetGrain<ISchedulerGrain>($"schedulers/{node}").Place(new PlacementRequest(High(room, node), []))));

        await Eventually.True(async () => (await EndingAsync(room)).Length == 2, "two pods make room");
        Assert.Equal(["kept", "spare"], await EndingAsync(room));
    }

    [Fact]
    public async Task Displacement_of_which_a_budget_allows_a_part_takes_nothing()
    {
        var room = await Room.OpenAsync(cluster, cpu: "4");
        cluster.Agents.Silent[room.Name] = true;
        var pods = new List<Pod>();
        for (var number = 0; number < 3; number++)
        {
            pods.Add(await RunningAsync(room, room.Name, $"kept-{number}", priority: 10, app: "kept"));
        }

        await PutAsync(Budget(room, "kept", minAvailable: 2));
        var budgets = cluster.Grains.GetGrain<IDisruptionGrain>(GrainKey.Disruptions);

        Assert.False(await budgets.AllowDisplacement([.. pods.Take(2).Select(BindingOf)]));
        Assert.True(await budgets.AllowDisplacement([BindingOf(pods[2])]));
        Assert.False(await budgets.AllowDisplacement([BindingOf(pods[0])]));
        Assert.True(await budgets.AllowDisplacement([BindingOf(pods[2])]));
    }

    [Fact]
    public async Task Scheduler_that_begins_anew_knows_who_was_told_to_end_and_displaces_nobody_else()
    {
        var (room, _, _) = await FullAsync();
        await room.CreateAsync("high", Matters(room, 1000));
        await Eventually.True(async () => (await ReadAsync(room, "least")).Metadata.DeletionTimestamp is not null, "the pod that matters least is told to end");
        var high = await Eventually.Value(async () => await ReadAsync(room, "high") is { Status.NominatedNodeName: not null } pod ? pod : null, "it is nominated");

        var placement = await cluster.Grains.GetGrain<ISchedulerGrain>($"schedulers/{room.Name}").Place(new PlacementRequest(PodDemand.Of(high), []));

        Assert.Equal((null, room.Name), (placement.NodeName, placement.NominatedNodeName));
        Assert.Contains("preemption: not eligible due to a terminating pod on the nominated node.", placement.Explanation);
        Assert.Null((await ReadAsync(room, "other")).Metadata.DeletionTimestamp);
    }

    [Fact]
    public async Task Pod_that_goes_before_others_were_told_to_make_room_for_it_has_nobody_leave()
    {
        var (room, least, _) = await FullAsync();
        var scheduler = Fresh(room);
        var (gone, next) = (High(room, room.Name), High(room, room.Name) with { Name = "next", Uid = $"{room.Name}-next" });
        var isGone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.Reader.BeforeFind(new ResourceKey("", "Pod", room.Name, "least"), async () =>
        {
            // Whoever asks after it is answered after it was forgotten.
            await scheduler.Forget(gone.Uid);
            await scheduler.Place(new PlacementRequest(gone with { Name = "small", Uid = $"{room.Name}-small", MilliCpu = 0 }, []));
            isGone.SetResult();
        });
        Assert.Equal(room.Name, (await scheduler.Place(new PlacementRequest(gone, []))).NominatedNodeName);
        await isGone.Task.WaitAsync(TimeSpan.FromMinutes(2));

        await scheduler.Place(new PlacementRequest(next, []));

        await Eventually.True(async () => (await ReadAsync(room, "least")).Metadata.DeletionTimestamp is not null, "it makes room for the next");
        var said = await Eventually.Value(
            async () => (await room.ListAsync<Event>()).FirstOrDefault(one => one.InvolvedObject.Uid == least.Metadata.Uid && one.Reason == "Preempted"), "an event says for whom");
        Assert.Equal($"Preempted by pod {next.Uid} on node {room.Name}", said.Message);
    }

    [Fact]
    public async Task Pod_that_goes_while_it_is_placed_takes_no_room()
    {
        var room = await Room.OpenAsync(cluster, cpu: "1");
        var scheduler = Fresh(room);
        var (gone, next) = (High(room, room.Name), High(room, room.Name) with { Name = "next", Uid = $"{room.Name}-next" });
        gone = gone with { Wishes = gone.Wishes! with { NominatedNodeName = room.Name } };
        cluster.Reader.BeforeList(query => query.Kind == "Pod" && query.Fields.Any(field => field.Value == room.Name), async () =>
        {
            // Whoever is answered later was heard later.
            await scheduler.Forget(gone.Uid);
            await scheduler.Resync();
        });

        Assert.Null((await scheduler.Place(new PlacementRequest(gone, []))).NodeName);

        Assert.Equal(room.Name, (await scheduler.Place(new PlacementRequest(next, []))).NodeName);
    }

    // Nodes tell what changes to the cluster's own scheduler only.
    private ISchedulerGrain Fresh(Room room) => cluster.Grains.GetGrain<ISchedulerGrain>($"schedulers/{room.Name}");

    // A node of two cores with two pods, whose end waits for the test.
    private async Task<(Room Room, Pod Least, Pod Other)> FullAsync()
    {
        var room = await Room.OpenAsync(cluster, cpu: "2");
        cluster.Agents.Silent[room.Name] = true;
        await room.CreateAsync("least", Matters(room, 10), ("app", "least"));
        await room.CreateAsync("other", Matters(room, 20), ("app", "other"));
        return (room, await room.BoundAsync("least"), await room.BoundAsync("other"));
    }

    // A ready pod on a certain node.
    private async Task<Pod> RunningAsync(Room room, string node, string name, int priority, string app)
    {
        await room.CreateAsync(name, Matters(room, priority) with { Affinity = Room.OnNode(node) }, ("app", app));
        await cluster.Agents.ReportAsync(await room.BoundAsync(name), new ContainerState { Running = new ContainerStateRunning() });
        return await Eventually.Value(async () => await ReadAsync(room, name) is { Status.Phase: PodPhase.Running } pod ? pod : null, $"{name} runs");
    }

    private static PodDisruptionBudget Budget(Room room, string app, int minAvailable) => new()
    {
        Metadata = new ObjectMeta { Name = app, Namespace = room.Name, Uid = Guid.NewGuid().ToString() },
        Spec = new PodDisruptionBudgetSpec { MinAvailable = minAvailable, Selector = new LabelSelector { MatchLabels = StringMap.Of(("app", app)) } },
    };

    private static PodDemand High(Room room, string node)
    {
        var pod = room.PodOf($"high-on-{node}", Matters(room, 1000) with { Affinity = Room.OnNode(node) });
        return PodDemand.Of(pod with { Metadata = pod.Metadata with { Uid = $"uid-{pod.Metadata.Name}" } });
    }

    private static async Task<string[]> EndingAsync(Room room) =>
        [.. (await room.ListAsync<Pod>()).Where(pod => pod.Metadata.DeletionTimestamp is not null).Select(pod => pod.Metadata.Labels["app"]).Order(StringComparer.Ordinal)];

    private static PodBinding BindingOf(Pod pod) => new(pod.Metadata.Namespace, pod.Metadata.Name, pod.Metadata.Uid);

    private static PodSpec Matters(Room room, int priority) => room.Spec(cpu: "1") with { Priority = priority, PriorityClassName = ClassName(priority) };

    private static PodSpec Asking(Room room, int priority, string resource, int amount)
    {
        var spec = Matters(room, priority);
        var amounts = QuantityMap.Empty.Add(resource, Quantity.Of(amount));
        return spec with { Containers = [spec.Containers[0] with { Resources = new ResourceRequirements { Limits = amounts, Requests = amounts } }] };
    }

    private static string ClassName(int priority) => $"matters-{priority}";

    private static PriorityClass ClassOf(string name, int value) => new() { Metadata = new ObjectMeta { Name = name, Uid = $"uid-{name}" }, Value = value };

    private Task<PassiveWrite> PutAsync(IResource resource) =>
        cluster.Services.GetRequiredService<IPassiveResourceStore>().PutAsync(ResourceJson.SerializeToUtf8<object>(resource), null, CancellationToken.None);

    private static async Task<Pod> ReadAsync(Room room, string name) => (await room.Pod(name).Read())!.Resource;
}
