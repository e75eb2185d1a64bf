using Orchestrator.Agent.Tests.Support;
using Orchestrator.Containers;

namespace Orchestrator.Agent.Tests.Lives;

/// <summary>
/// A pod with an init container, a sidecar and two containers, with each life of the agent cut off at every single call that it makes, right before and right after its effect.
/// </summary>
public sealed class SharedPlugTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Start_cut_off_at_any_call_ends_with_one_set_of_containers(bool after)
    {
        var calls = await CountAsync(StartAsync);
        Assert.True(calls >= 20, $"a start is at least twenty calls, not {calls}");

        for (var call = 1; call <= calls; call++)
        {
            await using var world = new World();
            var plug = new Plug { PullAt = call, PullAfter = after };
            await world.StartAgentAsync(plug);
            world.Run(Samples.Shared("web"));
            await world.DriveUntilAsync(() => plug.Pulled || world.IsWhole("uid-web"), $"call {call} is reached");
            await world.StopAgentAsync();

            await world.StartAgentAsync();
            await world.DriveUntilAsync(() => world.IsWhole("uid-web"), $"it runs in the life after call {call}");
            Assert.Equal(5, world.Engine.Made);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task End_cut_off_at_any_call_leaves_nothing(bool after)
    {
        var begun = await CountAsync(StartAsync);
        var calls = await CountAsync(StartAndEndAsync);
        Assert.True(calls - begun >= 8, $"an end is at least eight calls, not {calls - begun}");

        for (var call = begun; call <= calls; call++)
        {
            await using var world = new World();
            var plug = new Plug { PullAt = call, PullAfter = after };
            await world.StartAgentAsync(plug);
            world.Run(Samples.Shared("web"));
            await world.DriveUntilAsync(() => plug.Pulled || world.IsWhole("uid-web"), "it runs");
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
    [InlineData(EngineFault.Start)]
    public async Task Call_that_fails_once_delays_a_life_of_a_pod_and_does_not_break_it(EngineFault fault)
    {
        var calls = await CountAsync(StartAndEndAsync);

        for (var call = 1; call <= calls; call++)
        {
            await using var world = new World();
            await world.StartAgentAsync(new Plug { FailAt = call, Fault = fault });
            world.Run(Samples.Shared("web"));
            await world.DriveUntilAsync(() => world.IsWhole("uid-web"), $"it runs though call {call} failed");
            world.Delete("uid-web", Grace);
            await world.DriveUntilAsync(() => world.IsGone("uid-web"), $"the pod is gone though call {call} failed");
        }
    }

    private static async Task<int> CountAsync(Func<World, Task> life)
    {
        await using var world = new World();
        var plug = new Plug();
        await world.StartAgentAsync(plug);
        await life(world);
        return plug.Calls.Count;
    }

    private static async Task StartAsync(World world)
    {
        world.Run(Samples.Shared("web"));
        await World.UntilAsync(() => world.IsWhole("uid-web"), "it runs");
    }

    private static async Task StartAndEndAsync(World world)
    {
        await StartAsync(world);
        world.Delete("uid-web", Grace);
        await World.UntilAsync(() => world.IsGone("uid-web"), "the pod is gone");
    }
}
