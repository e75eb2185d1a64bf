using Orchestrator.Agent.Tests.Support;
using Orchestrator.Containers;

namespace Orchestrator.Agent.Tests.Lives;

/// <summary>Each life of the agent is cut off at every single call that it makes, right before and right after its effect; the next life has to make good of it.</summary>
public sealed class PlugTests
{
    private readonly PluggedPod _pod = new(() => Samples.Pod("web"), world => world.IsReportedRunning("uid-web"));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Start_cut_off_at_any_call_ends_with_one_running_container(bool after)
    {
        var calls = await CountAsync(_pod.StartAsync, "network", "find image", "create web", "start");

        for (var call = 1; call <= calls; call++)
        {
            await _pod.StartCutOffAsync(call, after, AssertStartedOnce);
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
            var plug = await _pod.BeginAsync(world, call, after);
            await world.DriveUntilAsync(() => plug.Pulled || world.IsReportedRunning("uid-web"), "it runs");
            if (world.Engine.Running is [{ } container])
            {
                world.Engine.Crash(container.Id, exitCode: 1);
                await world.DriveUntilAsync(() => plug.Pulled || IsRestarted(world), $"call {call} is reached");
            }

            await _pod.NextLifeAsync(world);
            Assert.Single(world.Engine.Running);
            Assert.InRange(world.Engine.Containers.Count, 1, 2);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task End_cut_off_at_any_call_leaves_nothing(bool after)
    {
        var calls = await CountAsync(_pod.StartAndEndAsync, "stop", "remove");

        for (var call = 1; call <= calls; call++)
        {
            await _pod.EndCutOffAsync(call, after);
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
        var calls = await CountAsync(_pod.StartAndEndAsync, "stop", "remove");

        for (var call = 1; call <= calls; call++)
        {
            await _pod.RefusedOnceAsync(call, fault);
        }
    }

    private static void AssertStartedOnce(World world)
    {
        Assert.Single(world.Engine.Running);
        Assert.Equal(1, world.Engine.Made);
        Assert.Equal(0, world.ControlPlane.StatusOf("uid-web")!.RestartCount);
    }

    // How many calls a life makes differs from time to time, for the agent's loops make theirs meanwhile; which ones it cannot do without does not.
    private static async Task<int> CountAsync(Func<World, Task> life, params string[] among)
    {
        var calls = await PluggedPod.CallsAsync(life);
        Assert.Superset(among.ToHashSet(), calls.ToHashSet());
        return calls.Count;
    }

    private static async Task StartAndCrashAsync(World world)
    {
        world.Engine.Crash(await world.RunUntilReportedAsync(Samples.Pod("web")), exitCode: 1);
        await World.UntilAsync(() => IsRestarted(world), "it is restarted");
    }

    private static bool IsRestarted(World world) => world.IsReportedRunning("uid-web") && world.ControlPlane.StatusOf("uid-web")!.RestartCount > 0;
}
