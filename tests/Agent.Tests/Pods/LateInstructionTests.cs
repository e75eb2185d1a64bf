using Orchestrator.Agent.Tests.Support;

namespace Orchestrator.Agent.Tests.Pods;

public sealed class LateInstructionTests
{
    [Fact]
    public async Task Pod_that_has_ended_is_not_begun_anew_by_an_instruction_that_comes_late()
    {
        await using var world = new World();
        await world.StartAgentAsync();
        var pod = Samples.Pod("web");
        await world.RunUntilReportedAsync(pod);
        var before = world.ControlPlane.Find("uid-web")!;
        world.Delete("uid-web", TimeSpan.FromSeconds(1));
        await world.DriveUntilAsync(() => world.IsGone("uid-web"), "the pod is gone");

        world.Agent.Accept(before);
        await world.RunUntilReportedAsync(Samples.Pod("other"));

        Assert.Equal(2, world.Engine.Made);
    }
}
