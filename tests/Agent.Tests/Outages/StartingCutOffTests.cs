using Orchestrator.Agent.Tests.Support;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Agent.Tests.Outages;

public sealed class StartingCutOffTests
{
    [Fact]
    public async Task Life_that_never_hears_of_its_pods_stops_what_must_not_run_without_a_lease_and_nothing_else()
    {
        await using var world = new World();
        await world.StartAgentAsync();
        var guarded = Samples.Pod("guarded");
        await world.RunUntilReportedAsync(guarded with { Metadata = guarded.Metadata with { Annotations = StringMap.Of((NodeLossAnnotation.AtMostOnce, "true")) } });
        await world.RunUntilReportedAsync(Samples.Pod("plain"));
        await world.StopAgentAsync();

        world.ControlPlane.Away = true;
        await world.StartAgentAsync();

        await world.DriveUntilAsync(() => world.Engine.Running.Count == 1, "one is stopped");
        Assert.Equal("uid-plain", world.Engine.Running[0].Labels["orchestrator.pod.uid"]);
    }
}
