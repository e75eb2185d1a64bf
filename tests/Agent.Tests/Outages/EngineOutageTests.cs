using Orchestrator.Agent.Tests.Support;
using Orchestrator.Containers;
using Orchestrator.Planning.Containers;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Tests.Outages;

public sealed class EngineOutageTests
{
    [Fact]
    public async Task Engine_that_comes_back_with_its_containers_changes_nothing()
    {
        await using var world = new World();
        await world.StartAgentAsync();
        var id = await world.RunUntilReportedAsync(Samples.Pod("web"));

        await AwayAsync(world, withContainers: false);
        world.Engine.ComeBack();
        await world.DriveUntilAsync(() => world.ControlPlane.Heartbeat is { EngineReady: true }, "the node is ready again");
        world.Run(Samples.Pod("new"));
        await world.DriveUntilAsync(() => world.IsReportedRunning("uid-new"), "another pod runs");

        Assert.True(world.IsReportedRunning("uid-web"));
        Assert.Contains(world.Engine.Running, container => container.Id == id);
        Assert.Equal(0, world.ControlPlane.StatusOf("uid-web")!.RestartCount);
    }

    [Fact]
    public async Task Engine_that_comes_back_without_its_containers_starts_them_again_without_back_off_and_says_why()
    {
        await using var world = new World();
        await world.StartAgentAsync();
        await CrashUntilBackOffIsLongestAsync(world);

        var ended = world.Clock.GetUtcNow();
        await AwayAsync(world, withContainers: true);
        world.Engine.ComeBack();

        await AssertStartedAgainBecauseOfTheEngineAsync(world, ended);
    }

    [Fact]
    public async Task Engine_that_is_gone_again_before_a_container_is_started_still_causes_no_back_off()
    {
        await using var world = new World();
        world.Engine.InRegistry.Add("elsewhere");
        await world.StartAgentAsync();
        await CrashUntilBackOffIsLongestAsync(world, image: "elsewhere", pull: ImagePullPolicy.Always);
        var ended = world.Clock.GetUtcNow();
        await AwayAsync(world, withContainers: true);

        // The pull that the next run needs is interrupted by a second outage, so everything is looked at anew.
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Engine.PullGate = gate.Task;
        var pulling = Pulling(world);
        world.Engine.ComeBack();
        await world.DriveUntilAsync(() => Pulling(world) > pulling, "the image is pulled");
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await AwayAsync(world, withContainers: false);
        gate.SetException(new EngineException(EngineFault.Unavailable, "unexpected EOF"));
        world.Engine.PullGate = Task.CompletedTask;
        world.Engine.ComeBack();

        await AssertStartedAgainBecauseOfTheEngineAsync(world, ended);
    }

    [Fact]
    public async Task Agent_one_of_whose_loops_fails_ends_as_a_whole()
    {
        await using var world = new World();
        world.Engine.WatchFault = new InvalidOperationException("nobody has thought of this");

        var agent = await world.StartAgentAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => agent.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task Node_says_that_its_engine_is_away_and_why()
    {
        await using var world = new World();
        await StartKnownAsync(world);

        world.Engine.GoAway(withContainers: false);
        await world.DriveUntilAsync(
            () => world.ControlPlane.Heartbeat is { EngineReady: false } said && said.Message.Contains("Cannot connect to the Docker daemon", StringComparison.Ordinal),
            "the node is not ready, and says why");

        Assert.True(world.IsReportedRunning("uid-web"), "nothing is concluded of a pod from an engine that does not answer");
    }

    [Fact]
    public async Task Node_that_has_to_register_again_says_meanwhile_that_its_engine_is_away()
    {
        await using var world = new World();
        await StartKnownAsync(world);
        var asked = world.ControlPlane.RegistrationsAskedAt.Count;
        world.ControlPlane.Away = true;
        await world.DriveUntilAsync(() => world.ControlPlane.RegistrationsAskedAt.Count > asked, "a sign of life was not heard, so the node registers again");

        world.Engine.GoAway(withContainers: false);
        world.ControlPlane.ForgetHeartbeat();
        world.ControlPlane.Away = false;
        await world.DriveUntilAsync(() => world.ControlPlane.Heartbeat is { EngineReady: false }, "the node says that it is not ready");

        world.Engine.ComeBack();
        await world.DriveUntilAsync(() => world.ControlPlane.Heartbeat is { EngineReady: true }, "the node is ready again");
    }

    [Fact]
    public async Task Node_whose_engine_freezes_while_it_describes_the_machine_still_says_that_it_lives_and_registers_later()
    {
        await using var world = new World();
        await StartKnownAsync(world);
        var frozen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Engine.InfoGate = frozen.Task;
        var asked = world.Engine.InfoAsked;
        world.ControlPlane.Away = true;
        await world.DriveUntilAsync(() => world.Engine.InfoAsked > asked, "a sign of life was not heard, so the node registers again");

        world.ControlPlane.ForgetHeartbeat();
        world.ControlPlane.Away = false;
        await world.DriveUntilAsync(() => world.ControlPlane.Heartbeat is { EngineReady: true }, "the node lives, and its engine answers other questions");

        var registered = world.ControlPlane.RegistrationsAskedAt.Count;
        frozen.SetResult();
        await world.DriveUntilAsync(() => world.ControlPlane.RegistrationsAskedAt.Count > registered, "it says what it is");
    }

    [Fact]
    public async Task Pod_that_is_deleted_while_the_engine_is_away_goes_when_it_is_back()
    {
        await using var world = new World();
        await world.StartAgentAsync();
        await world.RunUntilReportedAsync(Samples.Pod("web"));
        await AwayAsync(world, withContainers: false);

        world.Delete("uid-web", TimeSpan.FromSeconds(30));
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull(world.ControlPlane.Find("uid-web"));
        world.Engine.ComeBack();

        await world.DriveUntilAsync(() => world.IsGone("uid-web"), "the pod is gone");
    }

    // The control plane knows the node: one that it does not know waits for its engine before it says anything.
    private static async Task StartKnownAsync(World world)
    {
        world.Options.HeartbeatPeriod = TimeSpan.FromSeconds(10);
        await world.StartAgentAsync();
        await world.RunUntilReportedAsync(Samples.Pod("web"));
        await world.DriveUntilAsync(() => world.ControlPlane.Heartbeat is { EngineReady: true }, "the node is known");
    }

    private static int Pulling(World world) => world.Events.Texts.Count(text => text.StartsWith("Pulling", StringComparison.Ordinal));

    // After so many crashes in a row, the next end by itself would be followed by the longest delay.
    private static async Task CrashUntilBackOffIsLongestAsync(World world, string image = "here", string? pull = null)
    {
        var id = await world.RunUntilReportedAsync(Samples.Pod("web", image, pull: pull));
        foreach (var (restarts, delaySeconds) in new[] { (1, 0), (2, 10), (3, 20), (4, 40), (5, 80), (6, 160), (7, 300) })
        {
            var ended = world.Clock.GetUtcNow();
            world.Engine.Crash(id, exitCode: 1);
            if (delaySeconds > 0)
            {
                await world.ReachAsync(ended.AddSeconds(delaySeconds));
            }

            await World.UntilAsync(() => world.IsReportedRunning("uid-web") && world.ControlPlane.StatusOf("uid-web")!.RestartCount == restarts, "it runs again");
            id = Assert.Single(world.Engine.Running).Id;
        }
    }

    private static async Task AwayAsync(World world, bool withContainers)
    {
        var away = world.Clock.GetUtcNow();
        world.Engine.GoAway(withContainers);
        await World.UntilAsync(() => world.Clock.IsAwaited(away.AddMilliseconds(250)), "the agent has noticed");
    }

    private static async Task AssertStartedAgainBecauseOfTheEngineAsync(World world, DateTimeOffset ended)
    {
        // In small steps, so that the agent has much more time than it needs before the back-off would be over.
        await world.DriveUntilAsync(() => world.IsReportedRunning("uid-web"), "it runs again", step: TimeSpan.FromMilliseconds(20));
        Assert.True(world.Engine.Running[0].StartedAt - ended < RestartBackoff.Delays.Longest, "it waited for its back-off");
        await world.DriveUntilAsync(
            () => world.ControlPlane.StatusOf("uid-web")!.LastState.Terminated?.Message?.StartsWith("The container engine stopped or was restarted", StringComparison.Ordinal) == true,
            "the status says why");
    }
}
