using Orchestrator.Agent.Pods;
using Orchestrator.Agent.Tests.Support;

namespace Orchestrator.Agent.Tests.Pods;

public sealed class StartTests
{
    [Fact]
    public async Task Pod_bound_before_the_agent_started_runs_and_is_reported()
    {
        await using var world = new World();
        world.ControlPlane.Bind(Samples.Pod("web"));

        await world.StartAgentAsync();
        var id = await world.ReportedRunningAsync("uid-web");

        var report = world.ControlPlane.Reports[^1];
        var container = Assert.Single(world.Engine.Running);
        Assert.Equal("worker-a", report.NodeName);
        Assert.Equal(container.Address, report.PodIP);
        Assert.Equal(world.Clock.GetUtcNow(), report.AcceptedAt);
        Assert.NotNull(report.HostIP);
        var status = Assert.Single(report.Containers);
        Assert.Equal($"docker://{id}", status.ContainerId);
        Assert.Equal((true, true, 0), (status.Ready, status.Started, status.RestartCount));
        Assert.Equal(world.Clock.GetUtcNow(), status.State.Running!.StartedAt);
    }

    [Fact]
    public async Task Pod_handed_over_runs_without_a_comparison_with_the_bindings()
    {
        await using var world = new World();
        await world.StartAgentAsync();

        await world.RunUntilReportedAsync(Samples.Pod("web"));

        Assert.Single(world.Engine.Running);
    }

    [Fact]
    public async Task Container_of_a_pod_says_in_its_labels_whose_it_is()
    {
        await using var world = new World();
        await world.StartAgentAsync();

        await world.RunUntilReportedAsync(Samples.Pod("web"));

        var container = Assert.Single(world.Engine.Running);
        Assert.Equal("orc_main_web_default_uid-web_0", container.Name);
        Assert.Equal("test", container.Labels[ContainerLabels.Cluster]);
        Assert.Equal("worker-a", container.Labels[ContainerLabels.Node]);
        Assert.Equal("uid-web", container.Labels[ContainerLabels.PodUid]);
        Assert.Equal("1", container.Labels[ContainerLabels.PodGeneration]);
        Assert.Equal(container.Address, container.Labels[ContainerLabels.PodAddress]);
    }

    [Fact]
    public async Task Node_is_registered_and_ready_once_its_engine_answers()
    {
        await using var world = new World();
        world.Engine.GoAway(withContainers: false);
        await world.StartAgentAsync();
        await World.UntilAsync(() => world.ControlPlane.Registration is null && world.ControlPlane.Heartbeat is null, "the engine is away");

        world.Engine.ComeBack();
        await world.DriveUntilAsync(() => world.ControlPlane.Heartbeat is { EngineReady: true }, "the node is ready");

        Assert.Equal("docker://20.10", world.ControlPlane.Registration!.Info.ContainerRuntimeVersion);
    }

    [Fact]
    public async Task Start_that_hangs_at_the_engine_delays_no_other_pod()
    {
        await using var world = new World();
        await world.StartAgentAsync(new Plug { Hangs = call => call == "create stuck" });
        world.Run(Samples.Pod("stuck"));

        foreach (var name in Enumerable.Range(0, 20).Select(i => $"web-{i}"))
        {
            await world.RunUntilReportedAsync(Samples.Pod(name));
        }

        Assert.Equal(20, world.Engine.Running.Count);
        Assert.Null(world.ControlPlane.StatusOf("uid-stuck"));
    }

    [Fact]
    public async Task Many_pods_of_one_image_pull_it_once()
    {
        await using var world = new World();
        world.Engine.InRegistry.Add("elsewhere");
        await world.StartAgentAsync();
        var names = Enumerable.Range(0, 10).Select(i => $"web-{i}").ToList();

        names.ForEach(name => world.Run(Samples.Pod(name, image: "elsewhere")));
        await World.UntilAsync(() => names.TrueForAll(name => world.IsReportedRunning(Samples.Uid(name))), "all run");

        Assert.Equal(1, world.Engine.Pulls);
    }
}
