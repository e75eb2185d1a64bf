using System.Net;
using Orchestrator.Agent.Pods;
using Orchestrator.Agent.Tests.Support;
using Orchestrator.Containers;

namespace Orchestrator.Agent.Tests.Lives;

/// <summary>No two running containers ever have one address: the engine in memory notes it, and each world looks at its notes when it ends.</summary>
public sealed class AddressTests
{
    private const int Room = 5;

    [Fact]
    public async Task Addresses_are_used_again_and_never_twice_at_a_time()
    {
        await using var world = Small();
        await world.StartAgentAsync();
        var seen = new HashSet<string>();

        for (var round = 0; round < 8; round++)
        {
            var names = Enumerable.Range(0, Room).Select(i => $"web-{round}-{i}").ToList();
            names.ForEach(name => world.Run(Samples.Pod(name)));
            await World.UntilAsync(() => names.TrueForAll(name => world.IsReportedRunning(Samples.Uid(name))), "all run");
            seen.UnionWith(world.Engine.Running.Select(container => container.Address!));
            names.ForEach(name => world.Delete(Samples.Uid(name), TimeSpan.FromSeconds(30)));
            await World.UntilAsync(() => names.TrueForAll(name => world.IsGone(Samples.Uid(name))), "all are gone");
        }

        Assert.Equal(Room, seen.Count);
        Assert.All(seen, address => Assert.True(IPNetwork.Parse("10.77.0.0/29").Contains(IPAddress.Parse(address))));
    }

    [Fact]
    public async Task Pod_for_which_no_address_is_left_says_so_and_runs_when_one_is()
    {
        await using var world = Small();
        await world.StartAgentAsync();
        for (var i = 0; i < Room; i++)
        {
            await world.RunUntilReportedAsync(Samples.Pod($"web-{i}"));
        }

        world.Run(Samples.Pod("late"));
        await World.UntilAsync(() => world.ControlPlane.StatusOf("uid-late")?.State.Waiting?.Message?.Contains("no free address") == true, "it is said");
        world.Delete("uid-web-0", TimeSpan.FromSeconds(30));

        await world.DriveUntilAsync(() => world.IsReportedRunning("uid-late"), "it runs");
    }

    [Fact]
    public async Task Address_of_an_adopted_container_is_given_to_nobody_else()
    {
        await using var world = Small();
        await world.StartAgentAsync();
        await world.RunUntilReportedAsync(Samples.Pod("web-0"));
        var address = Assert.Single(world.Engine.Running).Address;
        await world.StopAgentAsync();

        await world.StartAgentAsync();
        for (var i = 1; i < Room; i++)
        {
            await world.RunUntilReportedAsync(Samples.Pod($"web-{i}"));
        }

        Assert.Equal(Room, world.Engine.Running.Select(container => container.Address).Distinct().Count());
        Assert.Contains(world.Engine.Running, container => container.Address == address);
    }

    [Fact]
    public async Task Address_of_an_orphan_is_free_only_when_all_its_containers_are_gone()
    {
        await using var world = Small();
        world.Options.ResyncPeriod = TimeSpan.FromSeconds(60);
        var labels = LabelsOfOrphan(world);
        world.Engine.Leave(labels, "first", ContainerState.Exited);
        var second = world.Engine.Leave(labels, "second");
        var gate = NewGate();
        world.Engine.RemoveGate = id => id == second ? gate.Task : Task.CompletedTask;
        await world.StartAgentAsync();
        await World.UntilAsync(() => world.Engine.Containers.Count == 1, "the first of its containers is gone");

        for (var i = 0; i < Room; i++)
        {
            world.Run(Samples.Pod($"web-{i}"));
        }

        await World.UntilAsync(() => world.Engine.Running.Count == Room, "all addresses are in use");
        gate.SetResult();
        await World.UntilAsync(() => world.Clock.IsAwaited(world.Clock.GetUtcNow() + world.Options.ResyncPeriod), "the comparison is done");
        await world.DriveUntilAsync(() => world.Engine.Running.Count == Room && world.Engine.Containers.All(container => container.Id != second), "the pods run");
        world.Run(Samples.Pod("late"));

        await World.UntilAsync(() => world.ControlPlane.StatusOf("uid-late")?.State.Waiting?.Message?.Contains("no free address") == true, "none is left");
    }

    [Fact]
    public async Task Address_of_an_orphan_that_is_found_while_the_network_is_made_is_free_when_it_is_gone()
    {
        await using var world = Small();
        world.Engine.Leave(LabelsOfOrphan(world), "orphan");
        world.ControlPlane.Bind(Samples.Pod("web-0"));
        var (network, lists, bindings) = (NewGate(), NewGate(), NewGate());
        (world.Engine.NetworkGate, world.ControlPlane.BindingsGate) = (network.Task, bindings.Task);
        await world.StartAgentAsync();
        await World.UntilAsync(() => world.ControlPlane.BindingsAsked > 0, "the comparison has listed the containers");

        // The agent has listed whose addresses are taken and has not taken them yet, while the comparison goes on to what is bound nowhere.
        var listed = world.Engine.Listed;
        world.Engine.ListGate = lists.Task;
        network.SetResult();
        await World.UntilAsync(() => world.Engine.Listed > listed, "the addresses that are taken are listed");
        bindings.SetResult();
        await World.UntilAsync(() => world.ControlPlane.PodsAsked > 0, "the bindings are heard");
        lists.SetResult();

        await World.UntilAsync(() => world.Engine.Containers.All(container => container.Name != "orphan"), "the orphan is gone");
        for (var i = 1; i < Room; i++)
        {
            world.Run(Samples.Pod($"web-{i}"));
        }

        await world.DriveUntilAsync(() => world.Engine.Running.Count == Room, "all addresses are in use");
    }

    [Fact]
    public async Task Address_of_a_pod_that_went_during_a_comparison_is_not_given_back_a_second_time()
    {
        await using var world = Small();
        world.Options.ResyncPeriod = TimeSpan.FromSeconds(60);
        await world.StartAgentAsync();
        for (var i = 0; i < Room; i++)
        {
            await world.RunUntilReportedAsync(Samples.Pod($"web-{i}"));
        }

        // The comparison has listed the containers and waits for the bindings, while one pod goes and another takes its address.
        var gate = NewGate();
        var asked = world.ControlPlane.BindingsAsked;
        world.ControlPlane.BindingsGate = gate.Task;
        await world.ReachAsync(world.Clock.GetUtcNow() + world.Options.ResyncPeriod);
        await World.UntilAsync(() => world.ControlPlane.BindingsAsked > asked, "the bindings are asked for");
        world.Delete("uid-web-0", TimeSpan.FromSeconds(30));
        await World.UntilAsync(() => world.IsGone("uid-web-0"), "the first pod is gone");
        await world.RunUntilReportedAsync(Samples.Pod("heir"));
        gate.SetResult();
        await World.UntilAsync(() => world.Clock.IsAwaited(world.Clock.GetUtcNow() + world.Options.ResyncPeriod), "the comparison is done");
        world.Run(Samples.Pod("late"));

        await World.UntilAsync(() => world.ControlPlane.StatusOf("uid-late")?.State.Waiting?.Message?.Contains("no free address") == true, "none is left");
    }

    [Fact]
    public async Task Pod_keeps_its_address_over_restarts_and_lives()
    {
        await using var world = Small();
        await world.StartAgentAsync();
        var id = await world.RunUntilReportedAsync(Samples.Pod("web"));
        var address = Assert.Single(world.Engine.Running).Address;
        world.Engine.Crash(id, exitCode: 1);
        await World.UntilAsync(() => world.IsReportedRunning("uid-web"), "it runs again");
        Assert.Equal(address, Assert.Single(world.Engine.Running).Address);

        await world.StopAgentAsync();
        foreach (var container in world.Engine.Containers)
        {
            world.Engine.RemoveByHand(container.Id);
        }

        await world.StartAgentAsync();
        await World.UntilAsync(() => world.IsReportedRunning("uid-web"), "it runs in the next life");
        Assert.Equal(address, Assert.Single(world.Engine.Running).Address);
    }

    private static TaskCompletionSource NewGate() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static Dictionary<string, string> LabelsOfOrphan(World world)
    {
        var labels = ContainerLabels.OfNode(world.Options);
        (labels[ContainerLabels.PodUid], labels[ContainerLabels.PodAddress]) = ("uid-gone", "10.77.0.2");
        return labels;
    }

    private static World Small()
    {
        var world = new World();
        world.Options.PodSubnets = ["10.77.0.0/29"];
        return world;
    }
}
