using Orchestrator.Agent.Tests.Support;
using Orchestrator.Resources.Core;
using ContainerState = Orchestrator.Containers.ContainerState;

namespace Orchestrator.Agent.Tests.Pods;

public sealed class RestartTests
{
    [Fact]
    public async Task Container_that_crashes_starts_again_at_once_and_then_later_and_later()
    {
        await using var world = new World();
        await world.StartAgentAsync();
        var id = await world.RunUntilReportedAsync(Samples.Pod("web"));

        foreach (var (restarts, delaySeconds) in new[] { (1, 0), (2, 10), (3, 20), (4, 40), (5, 80), (6, 160), (7, 300), (8, 300) })
        {
            var ended = world.Clock.GetUtcNow();
            world.Engine.Crash(id, exitCode: 3);
            if (delaySeconds > 0)
            {
                await World.UntilAsync(() => world.ControlPlane.StatusOf("uid-web")?.State.Waiting?.Reason == ContainerReason.CrashLoopBackOff, "back-off");
                Assert.Empty(world.Engine.Running);
                await world.ReachAsync(ended.AddSeconds(delaySeconds));
            }

            await World.UntilAsync(() => world.ControlPlane.StatusOf("uid-web") is { State.Running: not null } status && status.RestartCount == restarts, "restart");
            var container = Assert.Single(world.Engine.Running);
            Assert.Equal(ended.AddSeconds(delaySeconds), container.StartedAt);
            Assert.Equal(3, world.ControlPlane.StatusOf("uid-web")!.LastState.Terminated!.ExitCode);
            id = container.Id;
        }

        await World.UntilAsync(() => world.Engine.Containers.Count == 2, "the last run is kept, and none before it");
    }

    [Fact]
    public async Task Container_that_ran_for_ten_minutes_starts_again_at_once()
    {
        await using var world = new World();
        await world.StartAgentAsync();
        world.Engine.Crash(await world.RunUntilReportedAsync(Samples.Pod("web")), exitCode: 1);
        var second = await NewAsync(world, restarts: 1);

        world.Clock.Advance(TimeSpan.FromMinutes(10));
        world.Engine.Crash(second, exitCode: 1);

        await NewAsync(world, restarts: 2);
        Assert.Equal(world.Clock.GetUtcNow(), Assert.Single(world.Engine.Running).StartedAt);
    }

    [Fact]
    public async Task Container_that_is_removed_by_hand_is_replaced_and_the_status_says_so()
    {
        await using var world = new World();
        await world.StartAgentAsync();
        var id = await world.RunUntilReportedAsync(Samples.Pod("web"));
        var address = Assert.Single(world.Engine.Running).Address;

        world.Engine.RemoveByHand(id);
        var next = await NewAsync(world, restarts: 1);

        Assert.NotEqual(id, next);
        Assert.Equal(address, Assert.Single(world.Engine.Running).Address);
        Assert.Equal(ContainerReason.ContainerStatusUnknown, world.ControlPlane.StatusOf("uid-web")!.LastState.Terminated!.Reason);
    }

    // As an engine does that ended while it was giving an address, or taking it back.
    [Fact]
    public async Task Container_whose_address_the_engine_knows_as_taken_starts_again_at_another()
    {
        await using var world = new World();
        await world.StartAgentAsync();
        var id = await world.RunUntilReportedAsync(Samples.Pod("web"));
        var address = Assert.Single(world.Engine.Running).Address!;

        world.Engine.HeldAddresses.Add(address);
        world.Engine.Crash(id, exitCode: 3);

        await NewAsync(world, restarts: 1);
        var container = Assert.Single(world.Engine.Running);
        Assert.NotEqual(address, container.Address);
        await World.UntilAsync(() => world.ControlPlane.Find("uid-web")!.Pod.Status.PodIp == container.Address, "the new address is told");
        Assert.Equal(3, world.ControlPlane.StatusOf("uid-web")!.LastState.Terminated!.ExitCode);

        // The agent's next life finds both runs, and goes by the one that runs.
        await world.StopAgentAsync();
        var told = world.ControlPlane.Reports.Count;
        await world.StartAgentAsync();
        await World.UntilAsync(() => world.ControlPlane.Reports.Count > told, "the next life reports");
        Assert.Equal(container.Address, world.ControlPlane.Reports[^1].PodIP);
    }

    [Fact]
    public async Task Sandbox_whose_address_the_engine_knows_as_taken_is_made_again_at_another()
    {
        await using var world = new World();
        await world.StartAgentAsync();
        world.Run(Samples.Shared("web"));
        await World.UntilAsync(() => world.IsWhole("uid-web"), "it runs");
        var sandbox = world.Engine.Running.Single(container => container.Labels["orchestrator.container"].Length == 0);

        world.Engine.HeldAddresses.Add(sandbox.Address!);
        world.Engine.Crash(sandbox.Id, exitCode: 137);

        await World.UntilAsync(
            () => world.IsWhole("uid-web") && world.Engine.Running.Any(container => container.Labels["orchestrator.container"].Length == 0 && container.Address != sandbox.Address), "it runs elsewhere");
    }

    [Theory]
    [InlineData("Never", 1, PodPhase.Failed)]
    [InlineData("Never", 0, PodPhase.Succeeded)]
    [InlineData("OnFailure", 0, PodPhase.Succeeded)]
    public async Task Container_that_is_not_to_restart_stays_ended(string policy, int exitCode, string phase)
    {
        await using var world = new World();
        await world.StartAgentAsync();
        var id = await world.RunUntilReportedAsync(Samples.Pod("job", policy: policy));

        world.Engine.Crash(id, exitCode);
        await World.UntilAsync(() => world.ControlPlane.Find("uid-job")!.Pod.Status.Phase == phase, $"the pod is {phase}");
        world.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(ContainerState.Exited, Assert.Single(world.Engine.Containers).State);
        Assert.Equal(exitCode, world.ControlPlane.StatusOf("uid-job")!.State.Terminated!.ExitCode);
    }

    [Fact]
    public async Task Command_that_does_not_exist_is_told_and_tried_again_later()
    {
        await using var world = new World();
        await world.StartAgentAsync();

        world.Run(Samples.Pod("web", command: "no-such-command"));
        await World.UntilAsync(() => world.ControlPlane.StatusOf("uid-web")?.State.Waiting is { Reason: ContainerReason.CrashLoopBackOff }, "back-off");

        var status = world.ControlPlane.StatusOf("uid-web")!;
        Assert.Contains("no-such-command", status.State.Waiting!.Message);
        Assert.Equal("StartError", status.LastState.Terminated!.Reason);
        Assert.Contains(world.Events.Texts, text => text.StartsWith("Failed: Error: failed to start container \"main\"", StringComparison.Ordinal));
        var made = world.Engine.Made;
        await world.ReachAsync(world.Clock.GetUtcNow().AddSeconds(10));
        await World.UntilAsync(() => world.Engine.Made == made + 1, "it is tried again");
    }

    [Fact]
    public async Task Event_that_is_lost_is_made_up_for_by_the_next_comparison()
    {
        await using var world = new World();
        world.Options.ResyncPeriod = TimeSpan.FromSeconds(60);
        await world.StartAgentAsync();
        var id = await world.RunUntilReportedAsync(Samples.Pod("web"));

        world.Engine.LosesEvents = true;
        world.Engine.RemoveByHand(id);
        await world.DriveUntilAsync(() => world.Engine.Running.Count == 1, "the container is replaced");

        await NewAsync(world, restarts: 1);
    }

    private static async Task<string> NewAsync(World world, int restarts)
    {
        await World.UntilAsync(
            () => world.IsReportedRunning("uid-web") && world.ControlPlane.StatusOf("uid-web")!.RestartCount == restarts, $"restart {restarts}");
        return Assert.Single(world.Engine.Running).Id;
    }
}
