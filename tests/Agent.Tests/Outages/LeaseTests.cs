using Orchestrator.Agent.Reporting;
using Orchestrator.Agent.Tests.Support;
using Orchestrator.Contracts;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.TestKit;

namespace Orchestrator.Agent.Tests.Outages;

public sealed class LeaseTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(90);

    // Not that of the agent's own first lease, so that the clock tells which of them is waited for.
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(8);

    [Fact]
    public async Task Cut_off_node_stops_at_the_end_of_its_lease_what_must_not_run_without_it_and_nothing_else()
    {
        await using var world = await StartAsync();
        await world.RunUntilReportedAsync(Marked("guarded", NodeLossAnnotation.AtMostOnce, "true"));
        await world.RunUntilReportedAsync(Marked("stopped", NodeLossAnnotation.OnNodeLost, "stop"));
        await world.RunUntilReportedAsync(Marked("kept", NodeLossAnnotation.OnNodeLost, "keep"));
        await world.RunUntilReportedAsync(Samples.Pod("plain"));
        var begun = world.Clock.GetUtcNow();
        var heardAt = await HeardAgainAsync(world);
        Assert.True(world.ControlPlane.Heartbeat is { Guarded: true }, "it says that it has such a pod");

        world.ControlPlane.Away = true;
        await LookedAtLeaseAsync(world, begun);
        await World.UntilAsync(() => world.Clock.IsAwaited(heardAt + Lease), "the end of the lease is waited for");
        world.Clock.Advance(heardAt + Lease - TimeSpan.FromSeconds(1) - world.Clock.GetUtcNow());
        Assert.Equal(4, world.Engine.Running.Count);
        await world.ReachAsync(heardAt + Lease);
        await World.UntilAsync(() => world.Engine.Running.Count == 2, "two are stopped");

        await world.DriveUntilAsync(() => world.Clock.GetUtcNow() >= heardAt + TimeSpan.FromMinutes(3), "minutes pass");
        Assert.Equal(["uid-kept", "uid-plain"], world.Engine.Running.Select(container => container.Labels["orchestrator.pod.uid"]).Order());

        world.ControlPlane.Away = false;
        await world.DriveUntilAsync(() => world.ControlPlane.Find("uid-guarded")!.Pod.Status is { Phase: PodPhase.Failed, Reason: "NodeLost" }, "the pod has failed");
        Assert.Equal(PodPhase.Running, world.ControlPlane.Find("uid-plain")!.Pod.Status.Phase);
    }

    [Fact]
    public async Task Node_that_is_heard_again_before_the_end_of_its_lease_stops_nothing()
    {
        // The clock goes on while the agent works: on a machine that is slow it needs so much of it to be heard in.
        var outageOf = TimeSpan.FromMinutes(15);
        await using var world = await StartAsync(2 * outageOf);
        await world.RunUntilReportedAsync(Marked("guarded", NodeLossAnnotation.AtMostOnce, "true"));
        for (var outage = 0; outage < 3; outage++)
        {
            world.ControlPlane.Away = true;
            var until = world.Clock.GetUtcNow() + outageOf;
            await world.DriveUntilAsync(() => world.Clock.GetUtcNow() >= until, "the outage lasts", step: TimeSpan.FromSeconds(10));
            world.ControlPlane.Away = false;
            world.ControlPlane.ForgetHeartbeat();
            await world.DriveUntilAsync(() => world.ControlPlane.Heartbeat is not null, "it is heard");
        }

        Assert.True(world.IsReportedRunning("uid-guarded"));
    }

    [Fact]
    public async Task Life_that_hears_nobody_does_not_keep_what_must_not_run_without_a_lease()
    {
        await using var world = await StartAsync();
        await world.RunUntilReportedAsync(Marked("guarded", NodeLossAnnotation.AtMostOnce, "true"));
        await world.RunUntilReportedAsync(Samples.Pod("plain"));
        await world.StopAgentAsync();

        await world.StartAgentAsync();
        await world.DriveUntilAsync(() => world.ControlPlane.Heartbeat is { Compared: 0, Leaving: false }, "it has taken up its pods");
        world.ControlPlane.Away = true;
        await world.DriveUntilAsync(() => world.Engine.Running.Count == 1, "one is stopped");

        Assert.Equal("uid-plain", world.Engine.Running[0].Labels["orchestrator.pod.uid"]);
    }

    [Fact]
    public void Lease_counts_from_when_the_sign_of_life_was_sent()
    {
        var clock = new ManualTimeProvider();
        var watch = new LeaseWatch(clock, () => { });
        var sentAt = clock.GetTimestamp();
        clock.Advance(TimeSpan.FromSeconds(30));

        watch.Renew(sentAt, Lease);

        Assert.Equal(TimeSpan.FromSeconds(60), watch.Left);
    }

    // The clock stands while the agent works, so the moment that its lease counts from is known.
    private static async Task<DateTimeOffset> HeardAgainAsync(World world)
    {
        var heardAt = world.Clock.GetUtcNow() + Period;
        await World.UntilAsync(() => world.Clock.IsAwaited(heardAt), "it has said what there was to say");
        world.ControlPlane.ForgetHeartbeat();
        await world.ReachAsync(heardAt);
        await World.UntilAsync(() => world.ControlPlane.Heartbeat is not null && world.Clock.IsAwaited(heardAt + Period), "it is heard again, and knows");
        return heardAt;
    }

    // It looks at its lease when that would have ended which it knew when it looked before: the short one of its own, or the first that it was given.
    private static async Task LookedAtLeaseAsync(World world, DateTimeOffset begun)
    {
        DateTimeOffset[] ends = [begun + TimeSpan.FromSeconds(10), begun + Lease];
        await World.UntilAsync(() => ends.Any(world.Clock.IsAwaited), "it waits for the end of a lease");
        await world.ReachAsync(ends.First(world.Clock.IsAwaited));
    }

    // Until it is heard the agent has a short lease of its own.
    private static async Task<World> StartAsync(TimeSpan? lease = null)
    {
        var world = new World();
        world.Options.HeartbeatPeriod = Period;
        world.ControlPlane.Lease = new NodeLease(lease ?? Lease, 0);
        await world.StartAgentAsync();
        await World.UntilAsync(() => world.ControlPlane.Heartbeat is not null, "it is heard");
        return world;
    }

    private static Pod Marked(string name, string annotation, string value)
    {
        var pod = Samples.Pod(name);
        return pod with { Metadata = pod.Metadata with { Annotations = StringMap.Of((annotation, value)) } };
    }
}
