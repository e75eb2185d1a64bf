using Orchestrator.Agent.Tests.Support;
using Orchestrator.Resources.Core;
using Orchestrator.TestKit;

namespace Orchestrator.Agent.Tests.Lives;

public sealed class ShutdownTests
{
    [Fact]
    public async Task Machine_that_goes_down_ends_its_pods_in_order_and_says_why()
    {
        await using var world = new World();
        await world.StartAgentAsync();
        await world.RunUntilReportedAsync(Samples.Pod("web"));
        world.GoesDown = true;

        var stopping = world.StopAgentAsync();
        await Eventually.True(
            () =>
            {
                // Slowly, so that it is done well before its grace is over.
                world.Clock.Advance(TimeSpan.FromMilliseconds(10));
                return Task.FromResult(stopping.IsCompleted);
            },
            "the agent has ended");
        await stopping;

        Assert.Empty(world.Engine.Running);
        Assert.Single(world.Engine.Containers);
        var status = world.ControlPlane.Find("uid-web")!.Pod.Status;
        Assert.Equal((PodPhase.Failed, "Terminated"), (status.Phase, status.Reason));
        Assert.Contains("node shutdown", status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Agent_that_ends_alone_leaves_its_pods_running()
    {
        await using var world = new World();
        await world.StartAgentAsync();
        await world.RunUntilReportedAsync(Samples.Pod("web"));
        await world.StopAgentAsync();
        Assert.Single(world.Engine.Running);
    }
}
