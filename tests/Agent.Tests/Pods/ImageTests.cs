using Orchestrator.Agent.Tests.Support;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Tests.Pods;

public sealed class ImageTests
{
    [Fact]
    public async Task Image_that_cannot_be_had_is_told_and_tried_again_later_and_later()
    {
        await using var world = new World();
        await world.StartAgentAsync();

        world.Run(Samples.Pod("web", image: "nowhere"));
        await WaitsAsync(world, ContainerReason.ErrImagePull);
        Assert.Contains("manifest for nowhere not found", world.ControlPlane.StatusOf("uid-web")!.State.Waiting!.Message);

        foreach (var delaySeconds in new[] { 10, 20, 40, 80, 160, 300, 300 })
        {
            var failures = Failures(world);
            await world.ReachAsync(world.Clock.GetUtcNow().AddSeconds(delaySeconds));
            await World.UntilAsync(() => Failures(world) == failures + 1, $"it is tried again after {delaySeconds} s");
            await WaitsAsync(world, ContainerReason.ImagePullBackOff);
        }

        world.Engine.InRegistry.Add("nowhere");
        await world.ReachAsync(world.Clock.GetUtcNow().AddSeconds(300));
        await world.ReportedRunningAsync("uid-web");
        Assert.Equal(0, world.ControlPlane.StatusOf("uid-web")!.RestartCount);
    }

    [Fact]
    public async Task Image_that_may_not_be_pulled_and_is_not_there_is_told()
    {
        await using var world = new World();
        world.Engine.InRegistry.Add("elsewhere");
        await world.StartAgentAsync();

        world.Run(Samples.Pod("web", image: "elsewhere", pull: ImagePullPolicy.Never));
        await WaitsAsync(world, ContainerReason.ErrImageNeverPull);

        Assert.Equal(0, world.Engine.Pulls);
    }

    [Fact]
    public async Task Image_that_is_always_to_be_pulled_is_pulled_although_it_is_there()
    {
        await using var world = new World();
        world.Engine.InRegistry.Add("here");
        await world.StartAgentAsync();

        await world.RunUntilReportedAsync(Samples.Pod("web", pull: ImagePullPolicy.Always));

        Assert.Equal(1, world.Engine.Pulls);
    }

    private static int Failures(World world) => world.Events.Texts.Count(text => text.StartsWith("Failed: Failed to pull image", StringComparison.Ordinal));

    private static Task WaitsAsync(World world, string reason) =>
        World.UntilAsync(() => world.ControlPlane.StatusOf("uid-web")?.State.Waiting?.Reason == reason, $"the pod waits because of {reason}");
}
