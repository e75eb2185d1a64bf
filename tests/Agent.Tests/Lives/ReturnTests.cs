using Orchestrator.Agent.Tests.Support;
using Orchestrator.Contracts;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Tests.Lives;

public sealed class ReturnTests
{
    [Fact]
    public async Task Node_is_not_compared_before_what_is_not_bound_to_it_any_more_is_gone()
    {
        await using var world = new World();
        await world.StartAgentAsync();
        await world.RunUntilReportedAsync(Samples.Pod("moved"));
        await world.RunUntilReportedAsync(Samples.Pod("stays"));
        await world.StopAgentAsync();
        world.ControlPlane.Forget("uid-moved");
        var gate = new TaskCompletionSource();
        world.ControlPlane.BindingsGate = gate.Task;
        world.ControlPlane.ForgetHeartbeat();

        await world.StartAgentAsync();
        await world.DriveUntilAsync(() => world.ControlPlane.Heartbeat is { EngineReady: true }, "it speaks");
        Assert.Equal(-1, world.ControlPlane.Heartbeat!.Compared);
        gate.SetResult();
        await world.DriveUntilAsync(() => world.ControlPlane.Heartbeat is { Compared: 0 }, "it has compared");

        Assert.Equal(["uid-stays"], world.Engine.Containers.Select(container => container.Labels["orchestrator.pod.uid"]));
    }

    [Fact]
    public async Task Node_that_hears_that_it_was_lost_drops_what_was_bound_elsewhere_meanwhile_and_reports_the_rest_again()
    {
        await using var world = new World();
        world.Options.HeartbeatPeriod = TimeSpan.FromSeconds(10);
        await world.StartAgentAsync();
        await world.RunUntilReportedAsync(Samples.Pod("moved"));
        await world.RunUntilReportedAsync(Samples.Pod("stays"));
        world.ControlPlane.Forget("uid-moved");
        world.ControlPlane.Overrule("uid-stays", status => status with { Conditions = [] });

        world.ControlPlane.Lease = world.ControlPlane.Lease with { Losses = 1 };
        await world.DriveUntilAsync(() => world.ControlPlane.Heartbeat is { Compared: 1 }, "it has compared");

        Assert.Equal(["uid-stays"], world.Engine.Containers.Select(container => container.Labels["orchestrator.pod.uid"]));
        await world.DriveUntilAsync(
            () => world.ControlPlane.Find("uid-stays")!.Pod.Status.Conditions.Any(condition => condition is { Type: PodConditionType.Ready, Status: "True" }), "the pod is ready again");
    }

    [Fact]
    public async Task Node_that_was_removed_compares_anew_before_it_is_ready_again()
    {
        await using var world = new World();
        world.Options.HeartbeatPeriod = TimeSpan.FromSeconds(10);
        await world.StartAgentAsync();
        await world.RunUntilReportedAsync(Samples.Pod("dropped"));
        await world.DriveUntilAsync(() => world.ControlPlane.Heartbeat is { Compared: 0 }, "it has compared");
        var asked = world.ControlPlane.BindingsAsked;

        world.ControlPlane.Forget("uid-dropped");
        world.ControlPlane.Refusal = ApiErrors.NotFound("", "nodes", "worker-a");
        await world.DriveUntilAsync(() => world.ControlPlane.BindingsAsked > asked, "it compares");
        world.ControlPlane.Refusal = null;
        world.ControlPlane.ForgetHeartbeat();

        await world.DriveUntilAsync(() => world.ControlPlane.Heartbeat is { Compared: 0 }, "it has compared");
        Assert.Empty(world.Engine.Containers);
    }

    [Fact]
    public async Task Agent_that_is_told_to_end_says_so_and_lets_its_containers_go_on()
    {
        await using var world = new World();
        await world.StartAgentAsync();
        await world.RunUntilReportedAsync(Samples.Pod("web"));

        await world.StopAgentAsync();

        Assert.True(world.ControlPlane.Heartbeat!.Leaving);
        Assert.Single(world.Engine.Running);
    }

    [Fact]
    public async Task Agent_of_a_machine_that_goes_down_does_not_say_that_its_containers_go_on()
    {
        await using var world = new World { GoesDown = true };
        world.Options.ShutdownGrace = world.Options.ShutdownGraceCritical = TimeSpan.Zero;
        await world.StartAgentAsync();
        await world.DriveUntilAsync(() => world.ControlPlane.Heartbeat is not null, "it is heard");

        await world.StopAgentAsync();

        Assert.False(world.ControlPlane.Heartbeat!.Leaving);
    }
}
