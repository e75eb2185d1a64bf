using Orchestrator.Agent.Tests.Support;
using Orchestrator.Containers;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Tests.Lives;

/// <summary>Lives of a pod whose agent is cut off, or refused something, at one of its calls.</summary>
/// <param name="pod">Makes the pod.</param>
/// <param name="runs">Whether it runs and is reported.</param>
internal sealed class PluggedPod(Func<Pod> pod, Func<World, bool> runs)
{
    private const string Uid = "uid-web";
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>The names of the calls of a life that nothing disturbs.</summary>
    public static async Task<IReadOnlyCollection<string>> CallsAsync(Func<World, Task> life)
    {
        await using var world = new World();
        var plug = new Plug();
        await world.StartAgentAsync(plug);
        await life(world);
        return plug.Calls;
    }

    /// <summary>The pod starts.</summary>
    public async Task StartAsync(World world)
    {
        world.Run(pod());
        await World.UntilAsync(() => runs(world), "it runs");
    }

    /// <summary>The pod starts, and is deleted.</summary>
    public async Task StartAndEndAsync(World world)
    {
        await StartAsync(world);
        world.Delete(Uid, Grace);
        await World.UntilAsync(() => world.IsGone(Uid), "the pod is gone");
    }

    /// <summary>The agent is cut off at a call of the pod's start; in its next life the pod runs.</summary>
    public async Task StartCutOffAsync(int call, bool after, Action<World> check)
    {
        await using var world = new World();
        var plug = await BeginAsync(world, call, after);
        await world.DriveUntilAsync(() => plug.Pulled || runs(world), $"call {call} is reached");
        await NextLifeAsync(world);
        check(world);
    }

    /// <summary>The agent is cut off at a call of the pod's start or end; in its next life nothing of the pod is left.</summary>
    public async Task EndCutOffAsync(int call, bool after)
    {
        await using var world = new World();
        var plug = await BeginAsync(world, call, after);
        await world.DriveUntilAsync(() => plug.Pulled || runs(world), "it runs");
        world.Delete(Uid, Grace);
        await world.DriveUntilAsync(() => plug.Pulled || world.IsGone(Uid), $"call {call} is reached");
        await world.StopAgentAsync();

        await world.StartAgentAsync();
        await world.DriveUntilAsync(() => world.IsGone(Uid), $"the pod is gone after call {call}");
        Assert.Empty(world.Engine.Containers);
    }

    /// <summary>A call of the pod's life is refused; the pod runs, and is gone when it is deleted.</summary>
    public async Task RefusedOnceAsync(int call, EngineFault fault)
    {
        await using var world = new World();
        await world.StartAgentAsync(new Plug { FailAt = call, Fault = fault });
        world.Run(pod());
        await world.DriveUntilAsync(() => runs(world), $"it runs though call {call} failed");
        world.Delete(Uid, Grace);
        await world.DriveUntilAsync(() => world.IsGone(Uid), $"the pod is gone though call {call} failed");
    }

    /// <summary>Begins a life that is cut off at a call, with the pod bound.</summary>
    public async Task<Plug> BeginAsync(World world, int call, bool after)
    {
        var plug = new Plug { PullAt = call, PullAfter = after };
        await world.StartAgentAsync(plug);
        world.Run(pod());
        return plug;
    }

    /// <summary>Ends the life of the agent and begins another, until the pod runs in that.</summary>
    public async Task NextLifeAsync(World world)
    {
        await world.StopAgentAsync();
        await world.StartAgentAsync();
        await world.DriveUntilAsync(() => runs(world), "it runs in the next life");
    }
}
