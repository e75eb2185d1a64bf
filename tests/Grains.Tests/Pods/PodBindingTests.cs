using Orchestrator.Contracts;
using Orchestrator.Grains.Tests.Support;
using Orchestrator.Resources.Core;

namespace Orchestrator.Grains.Tests.Pods;

public sealed class PodBindingTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public async Task Pod_of_another_scheduler_waits_for_its_binding_and_runs_where_that_says()
    {
        var room = await Room.OpenAsync(cluster);
        await CreateAsync(room, "web");
        await cluster.Grains.GetGrain<ISchedulerGrain>(GrainKey.DefaultScheduler).Resync();
        Assert.Null((await room.Pod("web").Read())!.Resource.Spec.NodeName);

        await room.Pod("web").Bind(new BindingOrder { NodeName = room.Name, DryRun = true });
        Assert.Null((await room.Pod("web").Read())!.Resource.Spec.NodeName);
        await room.Pod("web").Bind(new BindingOrder { NodeName = room.Name });

        Assert.Equal(room.Name, (await room.RunsAsync("web")).Spec.NodeName);
        Assert.Contains(await room.Node.ListBindings(), binding => binding.Name == "web" && binding.Namespace == room.Name);
    }

    [Fact]
    public async Task Binding_is_refused_where_the_pod_has_a_node_or_another_uid_or_the_node_has_no_room()
    {
        var room = await Room.OpenAsync(cluster, cpu: "1");
        await CreateAsync(room, "large", cpu: "2");
        await CreateAsync(room, "small");
        await room.Pod("small").Bind(new BindingOrder { NodeName = room.Name });

        Assert.Equal((409, $"Operation cannot be fulfilled on pods/binding \"small\": pod small is already assigned to node \"{room.Name}\""), await RefusedAsync(room, "small"));
        Assert.Equal((409, $"Operation cannot be fulfilled on pods/binding \"large\": the node \"{room.Name}\" does not take the pod: Insufficient cpu"), await RefusedAsync(room, "large"));
        Assert.Equal(409, (await RefusedAsync(room, "large", new BindingOrder { NodeName = room.Name, ExpectedUid = "another" })).Code);
        Assert.Equal((409, "Operation cannot be fulfilled on pods/binding \"large\": the node \"nowhere\" does not take the pod: the node is not registered"), await RefusedAsync(room, "large", new BindingOrder { NodeName = "nowhere" }));
        Assert.Equal(404, (await RefusedAsync(room, "absent")).Code);
        Assert.Null((await room.Pod("large").Read())!.Resource.Spec.NodeName);
    }

    private static Task<Versioned<Pod>> CreateAsync(Room room, string name, string? cpu = null) =>
        room.Pod(name).Create(room.PodOf(name, room.Spec(cpu: cpu) with { SchedulerName = "mine" }), WriteOptions.Default);

    private static async Task<(int Code, string Message)> RefusedAsync(Room room, string pod, BindingOrder? order = null)
    {
        var refusal = await Assert.ThrowsAsync<ApiException>(() => room.Pod(pod).Bind(order ?? new BindingOrder { NodeName = room.Name }));
        return (refusal.Status.Code, refusal.Message);
    }
}
