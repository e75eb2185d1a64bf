using Orchestrator.Agent.Tests.Support;
using Orchestrator.Containers;

namespace Orchestrator.Agent.Tests.Lives;

/// <summary>
/// A pod with an init container, a sidecar and two containers, with each life of the agent cut off at every single call that it makes, right before and right after its effect.
/// </summary>
public sealed class SharedPlugTests
{
    private readonly PluggedPod _pod = new(() => Samples.Shared("web"), world => world.IsWhole("uid-web"));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Start_cut_off_at_any_call_ends_with_one_set_of_containers(bool after)
    {
        var calls = await CountAsync(_pod.StartAsync);
        Assert.True(calls >= 20, $"a start is at least twenty calls, not {calls}");

        for (var call = 1; call <= calls; call++)
        {
            await _pod.StartCutOffAsync(call, after, world => Assert.Equal(5, world.Engine.Made));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task End_cut_off_at_any_call_leaves_nothing(bool after)
    {
        var begun = await CountAsync(_pod.StartAsync);
        var calls = await CountAsync(_pod.StartAndEndAsync);
        Assert.True(calls - begun >= 8, $"an end is at least eight calls, not {calls - begun}");

        for (var call = begun; call <= calls; call++)
        {
            await _pod.EndCutOffAsync(call, after);
        }
    }

    [Theory]
    [InlineData(EngineFault.Unavailable)]
    [InlineData(EngineFault.NotFound)]
    [InlineData(EngineFault.Conflict)]
    [InlineData(EngineFault.Start)]
    public async Task Call_that_fails_once_delays_a_life_of_a_pod_and_does_not_break_it(EngineFault fault)
    {
        var calls = await CountAsync(_pod.StartAndEndAsync);

        for (var call = 1; call <= calls; call++)
        {
            await _pod.RefusedOnceAsync(call, fault);
        }
    }

    private static async Task<int> CountAsync(Func<World, Task> life) => (await PluggedPod.CallsAsync(life)).Count;
}
