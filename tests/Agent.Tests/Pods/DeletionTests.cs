using Orchestrator.Agent.Tests.Streams;
using Orchestrator.Agent.Tests.Support;
using Orchestrator.Contracts;
using Orchestrator.Planning.Pods;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Tests.Pods;

public sealed class DeletionTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Pod_that_is_deleted_stops_and_nothing_is_left()
    {
        await using var world = new World();
        await world.StartAgentAsync();
        await world.RunUntilReportedAsync(Samples.Pod("web"));

        world.Delete("uid-web", Grace);

        await World.UntilAsync(() => world.IsGone("uid-web"), "the pod is gone");
        Assert.True(world.ControlPlane.Reports[^1].Removed);
    }

    [Fact]
    public async Task Pod_whose_grace_is_longer_than_a_timer_takes_ends_when_its_container_does()
    {
        await using var world = new World();
        await world.StartAgentAsync();
        var pod = Samples.Pod("web");
        var hook = new LifecycleHandler { Sleep = new SleepAction { Seconds = 1 } };
        var container = pod.Spec.Containers[0] with { Lifecycle = new Lifecycle { PreStop = hook } };
        await world.RunUntilReportedAsync(pod with { Spec = pod.Spec with { Containers = [container], TerminationGracePeriodSeconds = long.MaxValue } });

        world.Delete("uid-web", PodGrace.OfSeconds(long.MaxValue));

        await world.DriveUntilAsync(() => world.IsGone("uid-web"), "the pod is gone");
    }

    [Fact]
    public async Task Pod_that_is_deleted_during_a_pull_waits_for_no_pull()
    {
        await using var world = new World();
        world.Engine.PullGate = new TaskCompletionSource().Task;
        await world.StartAgentAsync();
        world.Run(Samples.Pod("web", image: "elsewhere"));
        await World.UntilAsync(() => world.Events.Texts.Any(text => text.StartsWith("Pulling", StringComparison.Ordinal)), "it is pulled");

        world.Delete("uid-web", Grace);

        await World.UntilAsync(() => world.IsGone("uid-web"), "the pod is gone");
        Assert.Equal(0, world.Engine.Made);
    }

    [Fact]
    public async Task Pod_that_is_deleted_during_a_start_ends_after_it()
    {
        await using var world = new World();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Engine.StartGate = gate.Task;
        await world.StartAgentAsync();
        world.Run(Samples.Pod("web"));
        await World.UntilAsync(() => world.Engine.Containers.Count == 1, "the container is made");

        world.Delete("uid-web", Grace);
        gate.SetResult();

        await World.UntilAsync(() => world.IsGone("uid-web"), "the pod is gone");
    }

    [Fact]
    public async Task Pod_that_takes_no_notice_is_killed_when_its_grace_is_over()
    {
        await using var world = new World();
        world.Engine.IgnoresTerm = true;
        await world.StartAgentAsync();
        await world.RunUntilReportedAsync(Samples.Pod("web"));
        var killAt = world.Clock.GetUtcNow() + Grace;

        world.Delete("uid-web", Grace);
        await World.UntilAsync(() => world.Clock.IsAwaited(killAt), "it has its grace");
        world.Clock.Advance(Grace - TimeSpan.FromSeconds(1));
        Assert.Single(world.Engine.Running);
        await world.ReachAsync(killAt);

        await World.UntilAsync(() => world.IsGone("uid-web"), "the pod is gone");
    }

    [Fact]
    public async Task Deletion_without_grace_cuts_a_grace_short()
    {
        await using var world = new World();
        world.Engine.IgnoresTerm = true;
        await world.StartAgentAsync();
        await world.RunUntilReportedAsync(Samples.Pod("web"));
        var killAt = world.Clock.GetUtcNow().AddHours(1);
        world.Delete("uid-web", TimeSpan.FromHours(1));
        await World.UntilAsync(() => world.Clock.IsAwaited(killAt), "it has its grace");

        world.Delete("uid-web", TimeSpan.Zero);

        await World.UntilAsync(() => world.IsGone("uid-web"), "the pod is gone, though the clock stands");
    }

    [Fact]
    public async Task Older_state_of_a_deleted_pod_does_not_bring_it_back()
    {
        await using var world = new World();
        world.Engine.IgnoresTerm = true;
        await world.StartAgentAsync();
        var before = world.ControlPlane.Bind(Samples.Pod("web"));
        world.Agent.Accept(before);
        await world.ReportedRunningAsync("uid-web");
        var killAt = world.Clock.GetUtcNow() + Grace;
        world.Delete("uid-web", Grace);
        await World.UntilAsync(() => world.Clock.IsAwaited(killAt), "it has its grace");

        world.Agent.Accept(before);
        world.Clock.Advance(Grace);

        await World.UntilAsync(() => world.IsGone("uid-web"), "the pod is gone");
        Assert.Equal(1, world.Engine.Made);
    }

    [Fact]
    public async Task Pod_that_the_control_plane_does_not_know_here_goes_and_says_nothing_more()
    {
        await using var world = new World();
        await world.StartAgentAsync();
        var id = await world.RunUntilReportedAsync(Samples.Pod("web"));
        world.ControlPlane.Forget("uid-web");

        // Its next report is answered with "not bound here".
        world.Engine.Crash(id, exitCode: 1);

        await World.UntilAsync(() => world.Engine.Containers.Count == 0, "its containers are gone");
    }

    [Fact]
    public async Task Pod_that_is_deleted_while_the_control_plane_is_away_ends_and_is_reported_later()
    {
        await using var world = new World();
        await world.StartAgentAsync();
        await world.RunUntilReportedAsync(Samples.Pod("web"));
        var deleted = world.ControlPlane.Delete("uid-web", Grace);
        world.ControlPlane.Away = true;

        world.Agent.Accept(deleted);
        await World.UntilAsync(() => world.Engine.Containers.Count == 0, "its containers are gone");
        Assert.NotNull(world.ControlPlane.Find("uid-web"));
        world.ControlPlane.Away = false;

        await world.DriveUntilAsync(() => world.IsGone("uid-web"), "the control plane knows");
    }

    [Fact]
    public async Task Name_that_is_used_again_while_its_first_pod_ends_is_another_pod()
    {
        await using var world = new World();
        world.Engine.IgnoresTerm = true;
        await world.StartAgentAsync();
        await world.RunUntilReportedAsync(Samples.Pod("web"));
        var killAt = world.Clock.GetUtcNow() + Grace;
        world.Delete("uid-web", Grace);
        await World.UntilAsync(() => world.Clock.IsAwaited(killAt), "it has its grace");

        var pod = Samples.Pod("web");
        pod = pod with { Metadata = pod.Metadata with { Uid = "uid-web-2" } };
        await world.RunUntilReportedAsync(pod);
        world.Clock.Advance(Grace);

        await World.UntilAsync(() => world.IsGone("uid-web"), "the first pod is gone");
        Assert.True(world.IsReportedRunning("uid-web-2"));
    }

    [Fact]
    public async Task Output_of_a_pod_is_read_until_it_is_gone()
    {
        await using var world = new World();
        await world.StartAgentAsync();
        var id = await world.RunUntilReportedAsync(Samples.Pod("web"));
        var request = new LogRequest { PodUid = "uid-web", Container = "main" };

        Assert.Equal($"output of {id}\n", await ReadAsync(world, request));
        var unknown = await Assert.ThrowsAsync<ApiException>(() => ReadAsync(world, request with { Container = "other" }));
        Assert.Equal(400, unknown.Status.Code);
        var first = await Assert.ThrowsAsync<ApiException>(() => ReadAsync(world, request with { Previous = true }));
        Assert.Equal(400, first.Status.Code);
        world.Delete("uid-web", Grace);
        await World.UntilAsync(() => world.IsGone("uid-web"), "the pod is gone");

        await TestKit.Eventually.True(async () => await CodeOfAsync(world, request) == 404, "there is no output any more");
    }

    private static async Task<int> CodeOfAsync(World world, LogRequest request)
    {
        try
        {
            await ReadAsync(world, request);
            return 200;
        }
        catch (ApiException e)
        {
            return e.Status.Code;
        }
    }

    private static async Task<string> ReadAsync(World world, LogRequest request)
    {
        var text = "";
        await using var streams = StreamWorld.Of(world.Engine, world.Agent.Containers);
        await foreach (var chunk in streams.ReadLogsAsync(request, CancellationToken.None))
        {
            text += System.Text.Encoding.UTF8.GetString(chunk);
        }

        return text;
    }
}
