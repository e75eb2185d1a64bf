using Orchestrator.Agent.Pods;
using Orchestrator.Agent.Tests.Support;
using Orchestrator.Contracts;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Tests.Lives;

public sealed class AdoptionTests
{
    [Fact]
    public async Task Next_life_adopts_the_running_containers_and_restarts_none()
    {
        await using var world = new World();
        await world.StartAgentAsync();
        var names = Enumerable.Range(0, 5).Select(i => $"web-{i}").ToList();
        var before = new List<string>();
        foreach (var name in names)
        {
            before.Add(await world.RunUntilReportedAsync(Samples.Pod(name)));
        }

        await world.StopAgentAsync();
        Assert.Equal(5, world.Engine.Running.Count);
        await world.StartAgentAsync();
        await world.RunUntilReportedAsync(Samples.Pod("new"));

        Assert.Equal(before, world.Engine.Running.Select(container => container.Id).Take(5));
        Assert.Equal(6, world.Engine.Made);
        Assert.All(names, name => Assert.Equal(0, world.ControlPlane.StatusOf(Samples.Uid(name))!.RestartCount));
    }

    [Fact]
    public async Task Next_life_goes_on_with_the_back_off()
    {
        await using var world = new World();
        await world.StartAgentAsync();
        world.Engine.Crash(await world.RunUntilReportedAsync(Samples.Pod("web")), exitCode: 1);
        await World.UntilAsync(() => world.IsReportedRunning("uid-web") && world.ControlPlane.StatusOf("uid-web")!.RestartCount == 1, "it is restarted");
        var ended = world.Clock.GetUtcNow();
        world.Engine.Crash(Assert.Single(world.Engine.Running).Id, exitCode: 1);
        await World.UntilAsync(() => world.ControlPlane.StatusOf("uid-web")!.State.Waiting?.Reason == ContainerReason.CrashLoopBackOff, "back-off");

        await world.StopAgentAsync();
        await world.StartAgentAsync();
        await world.ReachAsync(ended.AddSeconds(10));

        await World.UntilAsync(() => world.IsReportedRunning("uid-web"), "it runs again");
        Assert.Equal(ended.AddSeconds(10), Assert.Single(world.Engine.Running).StartedAt);
    }

    [Fact]
    public async Task Container_that_ended_between_two_lives_is_started_again()
    {
        await using var world = new World();
        await world.StartAgentAsync();
        var id = await world.RunUntilReportedAsync(Samples.Pod("web"));
        await world.StopAgentAsync();
        world.Engine.Crash(id, exitCode: 9);

        await world.StartAgentAsync();

        await World.UntilAsync(() => world.IsReportedRunning("uid-web"), "it runs again");
        Assert.Equal(9, world.ControlPlane.StatusOf("uid-web")!.LastState.Terminated!.ExitCode);
    }

    [Fact]
    public async Task Container_that_was_removed_between_two_lives_counts_as_a_restart()
    {
        await using var world = new World();
        await world.StartAgentAsync();
        var id = await world.RunUntilReportedAsync(Samples.Pod("web"));
        await world.StopAgentAsync();
        world.Engine.RemoveByHand(id);

        await world.StartAgentAsync();

        await World.UntilAsync(() => world.IsReportedRunning("uid-web"), "it runs again");
        Assert.Equal(1, world.ControlPlane.StatusOf("uid-web")!.RestartCount);
    }

    [Fact]
    public async Task Orphan_is_removed_once_the_bindings_were_heard_and_not_before()
    {
        await using var world = new World();
        var orphan = Leave(world, "uid-gone", "10.88.0.9");
        world.ControlPlane.Away = true;
        await world.StartAgentAsync();
        world.Agent.Accept(new PodAssignment(Samples.Pod("web"), 1));
        await World.UntilAsync(() => world.Engine.Running.Count == 2, "the bound pod runs");
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Contains(world.Engine.Running, container => container.Id == orphan);

        world.ControlPlane.Bind(Samples.Pod("web"));
        world.ControlPlane.Away = false;

        await world.DriveUntilAsync(() => world.Engine.Containers.All(container => container.Id != orphan), "the orphan is removed");
        await world.DriveUntilAsync(() => world.IsReportedRunning("uid-web"), "the bound pod runs on");
        Assert.Equal(2, world.Engine.Made);
    }

    [Fact]
    public async Task Clean_end_that_is_to_leave_nothing_leaves_nothing()
    {
        await using var world = new World();
        world.Options.RemoveContainersOnExit = true;
        await world.StartAgentAsync();
        await world.RunUntilReportedAsync(Samples.Pod("web"));

        await world.StopAgentAsync();

        Assert.Empty(world.Engine.Containers);
        Assert.NotNull(world.ControlPlane.Find("uid-web"));
    }

    [Fact]
    public async Task Agents_of_two_clusters_on_one_engine_keep_apart()
    {
        await using var world = new World();
        var subnets = new[] { "10.88.0.0/16", "10.89.0.0/16" };
        world.Options.PodSubnets = subnets;
        await world.StartAgentAsync();
        var first = await world.RunUntilReportedAsync(Samples.Pod("web"));

        // The second cluster has nothing bound to its node of the same name, so whatever it thought its own would be an orphan.
        await using var other = new OtherCluster(world, subnets);
        await other.StartAsync();
        await World.UntilAsync(() => other.IsRunning, "the other cluster's pod runs");

        Assert.Equal(2, world.Engine.Running.Count);
        Assert.True(world.IsReportedRunning("uid-web"));
        Assert.Contains(world.Engine.Running, container => container.Id == first);
        await other.StopAsync();
        Assert.Equal(first, Assert.Single(world.Engine.Containers).Id);
    }

    private static string Leave(World world, string uid, string address)
    {
        var labels = ContainerLabels.OfNode(world.Options);
        (labels[ContainerLabels.PodUid], labels[ContainerLabels.PodAddress], labels[ContainerLabels.Attempt]) = (uid, address, "0");
        return world.Engine.Leave(labels, $"orc_main_{uid}");
    }
}
