using Orchestrator.Agent.Tests.Support;
using Orchestrator.Containers;

namespace Orchestrator.Agent.Tests.Lives;

/// <summary>Each life of the agent is cut off at every single call that it makes, right before and right after its effect; the next life has to make good of it.</summary>
public sealed class PlugTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Start_cut_off_at_any_call_ends_with_one_running_container(bool after)
    {
        var calls = await CountAsync(StartAsync, "network", "find image", "create web", "start");

        for (var call = 1; call <= calls; call++)
        {
            await using var world = new World();
            var plug = new Plug { PullAt = call, PullAfter = after };
            await world.StartAgentAsync(plug);
            world.Run(Samples.Pod("web"));
            await world.DriveUntilAsync(() => plug.Pulled || world.IsReportedRunning("uid-web"), $"call {call} is reached");
            await world.StopAgentAsync();

            await NextLifeAsync(world);
            Assert.Equal(1, world.Engine.Made);
            Assert.Equal(0, world.ControlPlane.StatusOf("uid-web")!.RestartCount);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Restart_cut_off_at_any_call_ends_with_one_running_container(bool after)
    {
        var calls = await CountAsync(StartAndCrashAsync, "create web", "start");

        for (var call = 1; call <= calls; call++)
        {
            await using var world = new World();
            var plug = new Plug { PullAt = call, PullAfter = after };
            await world.StartAgentAsync(plug);
            world.Run(Samples.Pod("web"));
            await world.DriveUntilAsync(() => plug.Pulled || world.IsReportedRunning("uid-web"), "it runs");
            if (world.Engine.Running is [{ } container])
            {
                world.Engine.Crash(container.Id, exitCode: 1);
                await world.DriveUntilAsync(() => plug.Pulled || IsRestarted(world), $"call {call} is reached");
            }

            await world.StopAgentAsync();

            await NextLifeAsync(world);
            Assert.InRange(world.Engine.Containers.Count, 1, 2);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task End_cut_off_at_any_call_leaves_nothing(bool after)
    {
        var calls = await CountAsync(StartAndEndAsync, "stop", "remove");

        for (var call = 1; call <= calls; call++)
        {
            await using var world = new World();
            var plug = new Plug { PullAt = call, PullAfter = after };
            await world.StartAgentAsync(plug);
            world.Run(Samples.Pod("web"));
            await world.DriveUntilAsync(() => plug.Pulled || world.IsReportedRunning("uid-web"), "it runs");
            world.Delete("uid-web", Grace);
            await world.DriveUntilAsync(() => plug.Pulled || world.IsGone("uid-web"), $"call {call} is reached");
            await world.StopAgentAsync();

            await world.StartAgentAsync();
            await world.DriveUntilAsync(() => world.IsGone("uid-web"), $"the pod is gone after call {call}");
            Assert.Empty(world.Engine.Containers);
        }
    }

    [Theory]
    [InlineData(EngineFault.Unavailable)]
    [InlineData(EngineFault.NotFound)]
    [InlineData(EngineFault.Conflict)]
    [InlineData(EngineFault.Invalid)]
    [InlineData(EngineFault.ImagePull)]
    [InlineData(EngineFault.Start)]
    public async Task Call_that_fails_once_delays_a_life_of_a_pod_and_does_not_break_it(EngineFault fault)
    {
        var calls = await CountAsync(StartAndEndAsync, "stop", "remove");

        for (var call = 1; call <= calls; call++)
        {
            await using var world = new World();
            await world.StartAgentAsync(new Plug { FailAt = call, Fault = fault });
            world.Run(Samples.Pod("web"));
            await world.DriveUntilAsync(() => world.IsReportedRunning("uid-web"), $"it runs though call {call} failed");
            world.Delete("uid-web", Grace);
            await world.DriveUntilAsync(() => world.IsGone("uid-web"), $"the pod is gone though call {call} failed");
        }
    }

    private static async Task NextLifeAsync(World world)
    {
        await world.StartAgentAsync();
        await world.DriveUntilAsync(() => world.IsReportedRunning("uid-web"), "it runs in the next life");
        Assert.Single(world.Engine.Running);
    }

    // How many calls a life makes differs from time to time, for the agent's loops make theirs meanwhile; which ones it cannot do without does not.
    private static async Task<int> CountAsync(Func<World, Task> life, params string[] among)
    {
        await using var world = new World();
        var plug = new Plug();
        await world.StartAgentAsync(plug);
        await life(world);
        Assert.Superset(among.ToHashSet(), plug.Calls.ToHashSet());
        return plug.Calls.Count;
    }

    private static Task StartAsync(World world) => world.RunUntilReportedAsync(Samples.Pod("web"));

    private static async Task StartAndCrashAsync(World world)
    {
        world.Engine.Crash(await world.RunUntilReportedAsync(Samples.Pod("web")), exitCode: 1);
        await World.UntilAsync(() => IsRestarted(world), "it is restarted");
    }

    private static async Task StartAndEndAsync(World world)
    {
        await StartAsync(world);
        world.Delete("uid-web", Grace);
        await World.UntilAsync(() => world.IsGone("uid-web"), "the pod is gone");
    }

    private static bool IsRestarted(World world) => world.IsReportedRunning("uid-web") && world.ControlPlane.StatusOf("uid-web")!.RestartCount > 0;
}
