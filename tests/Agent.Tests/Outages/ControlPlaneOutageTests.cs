using Orchestrator.Agent.Tests.Support;

namespace Orchestrator.Agent.Tests.Outages;

public sealed class ControlPlaneOutageTests
{
    [Fact]
    public async Task Container_that_crashes_while_the_control_plane_is_away_runs_again_and_is_reported_later()
    {
        await using var world = new World();
        await world.StartAgentAsync();
        var id = await world.RunUntilReportedAsync(Samples.Pod("web"));

        world.ControlPlane.Away = true;
        world.Engine.Crash(id, exitCode: 1);
        await World.UntilAsync(() => world.Engine.Running.Count == 1, "it runs again");
        world.Engine.Crash(world.Engine.Running[0].Id, exitCode: 2);
        await world.DriveUntilAsync(() => world.Engine.Running.Count == 1, "it runs again after its back-off");
        Assert.Equal(0, world.ControlPlane.StatusOf("uid-web")!.RestartCount);
        world.ControlPlane.Away = false;

        await world.DriveUntilAsync(() => world.IsReportedRunning("uid-web"), "the control plane knows");
        Assert.Equal(2, world.ControlPlane.StatusOf("uid-web")!.RestartCount);
        Assert.Equal(2, world.ControlPlane.StatusOf("uid-web")!.LastState.Terminated!.ExitCode);
    }

    [Fact]
    public async Task Agent_that_starts_while_the_control_plane_is_away_stops_nothing()
    {
        await using var world = new World();
        await world.StartAgentAsync();
        var id = await world.RunUntilReportedAsync(Samples.Pod("web"));
        await world.StopAgentAsync();

        world.ControlPlane.Away = true;
        await world.StartAgentAsync();
        for (var minute = 0; minute < 10; minute++)
        {
            world.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(id, Assert.Single(world.Engine.Running).Id);
        world.ControlPlane.Away = false;
        await world.DriveUntilAsync(() => world.ControlPlane.Heartbeat is { EngineReady: true }, "the node is ready");
        Assert.True(world.IsReportedRunning("uid-web"));
        Assert.Equal(1, world.Engine.Made);
    }

    [Fact]
    public async Task Node_that_is_not_heard_speaks_again_later_and_later()
    {
        await using var world = new World();
        world.ControlPlane.Away = true;
        await world.StartAgentAsync();

        await World.UntilAsync(() => world.ControlPlane.RegistrationsAskedAt.Count >= 2, "the engine is found, which is told at once");
        await world.DriveUntilAsync(() => world.ControlPlane.RegistrationsAskedAt.Count >= 9, "it has spoken nine times");

        var asked = world.ControlPlane.RegistrationsAskedAt;
        double[] least = [0.25, 0.5, 1, 2, 4, 5, 5, 5];
        var gaps = asked.Skip(1).Zip(asked, (next, before) => (next - before).TotalSeconds).Take(least.Length).ToList();

        // That the devices are known and that the engine is found is told at once, whenever that is.
        Assert.True(gaps.Zip(least).Count(gap => gap.First < gap.Second) <= 2, $"it spoke after {string.Join(", ", gaps)} s");
    }

    [Fact]
    public async Task Pod_that_was_bound_while_calls_were_lost_is_found_by_the_next_comparison()
    {
        await using var world = new World();
        world.Options.ResyncPeriod = TimeSpan.FromSeconds(60);
        await world.StartAgentAsync();

        world.ControlPlane.Bind(Samples.Pod("web"));

        await world.DriveUntilAsync(() => world.IsReportedRunning("uid-web"), "it runs");
    }

    [Fact]
    public async Task Pod_that_is_bound_nowhere_any_more_is_ended_by_the_next_comparison()
    {
        await using var world = new World();
        world.Options.ResyncPeriod = TimeSpan.FromSeconds(60);
        await world.StartAgentAsync();
        await world.RunUntilReportedAsync(Samples.Pod("web"));

        world.ControlPlane.Forget("uid-web");

        await world.DriveUntilAsync(() => world.Engine.Containers.Count == 0, "nothing of it is left");
    }
}
