using Orchestrator.Agent.Tests.Support;
using Orchestrator.Resources.Core;
using ContainerState = Orchestrator.Containers.ContainerState;

namespace Orchestrator.Agent.Tests.Pods;

public sealed class SharedPodTests
{
    [Fact]
    public async Task Containers_start_in_their_order_behind_one_sandbox()
    {
        await using var world = new World();
        await world.StartAgentAsync();

        world.Run(Samples.Shared("web"));
        await WholeAsync(world);

        var names = world.Engine.Containers.Select(container => container.Labels["orchestrator.container"]).ToList();
        Assert.Equal(["", "init", "sidecar"], names.Take(3));
        Assert.Equal(["main", "other"], names.Skip(3).Order(StringComparer.Ordinal));
        var pod = world.ControlPlane.Find("uid-web")!.Pod;
        Assert.Equal(PodPhase.Running, pod.Status.Phase);
        Assert.Equal(world.Engine.Containers[0].Address, pod.Status.PodIp);
        Assert.Equal(0, pod.Status.InitContainerStatuses[0].State.Terminated?.ExitCode);
        Assert.Equal(["True", "True", "True"], new[] { PodConditionType.Initialized, PodConditionType.ContainersReady, PodConditionType.Ready }
            .Select(type => pod.Status.Conditions.Single(condition => condition.Type == type).Status));
    }

    [Fact]
    public async Task One_that_crashes_starts_again_beside_the_others()
    {
        await using var world = new World();
        await world.StartAgentAsync();
        world.Run(Samples.Shared("web"));
        await WholeAsync(world);
        var before = world.Engine.Running.Where(container => Name(container) != "other").Select(container => container.Id).ToList();

        world.Engine.Crash(world.Engine.Running.Single(container => Name(container) == "other").Id, exitCode: 2);

        await World.UntilAsync(() => world.ControlPlane.Find("uid-web")!.Pod.Status.ContainerStatuses[1].RestartCount == 1 && world.IsWhole("uid-web"), "it runs again");
        Assert.Equal(before, world.Engine.Running.Where(container => Name(container) != "other").Select(container => container.Id));
        Assert.Equal(2, world.ControlPlane.Find("uid-web")!.Pod.Status.ContainerStatuses[1].LastState.Terminated?.ExitCode);
    }

    [Fact]
    public async Task One_that_ends_while_its_start_is_still_being_answered_is_not_taken_for_running()
    {
        await using var world = new World();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Engine.FoundGate = container => Name(container) == "main" ? gate.Task : Task.CompletedTask;
        await world.StartAgentAsync();
        world.Run(Samples.Shared("web"));
        await World.UntilAsync(() => world.Engine.Running.Count == 4, "all of it is started");

        // Events come one after the other: the restart of the other shows that the end of this one was heard before.
        world.Engine.Crash(world.Engine.Running.Single(container => Name(container) == "main").Id, exitCode: 4);
        await World.UntilAsync(() => world.ControlPlane.Find("uid-web")!.Pod.Status.ContainerStatuses.Any(status => status is { Name: "other", State.Running: not null }), "the other is known to run");
        world.Engine.Crash(world.Engine.Running.Single(container => Name(container) == "other").Id, exitCode: 2);
        await World.UntilAsync(() => world.Engine.Containers.Count(container => Name(container) == "other") == 2, "the other restarts");
        gate.SetResult();

        await World.UntilAsync(() => world.IsWhole("uid-web"), "it runs again");
        Assert.Equal(4, world.ControlPlane.Find("uid-web")!.Pod.Status.ContainerStatuses[0].LastState.Terminated?.ExitCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Sandbox_that_is_lost_is_replaced_and_everything_in_it_made_anew_at_the_same_address(bool removed)
    {
        await using var world = new World();
        await world.StartAgentAsync();
        world.Run(Samples.Shared("web"));
        await WholeAsync(world);
        var (sandbox, before) = (world.Engine.Containers[0], world.Engine.Containers.Select(container => container.Id).ToList());

        if (removed)
        {
            world.Engine.RemoveByHand(sandbox.Id);
        }
        else
        {
            world.Engine.Crash(sandbox.Id, exitCode: 137);
        }

        await World.UntilAsync(() => world.IsWhole("uid-web") && world.Engine.Running.All(container => !before.Contains(container.Id)), "all of it runs anew");
        Assert.Equal(sandbox.Address, world.Engine.Running.Single(container => Name(container).Length == 0).Address);
    }

    [Fact]
    public async Task Sidecar_of_a_pod_that_has_done_its_work_is_ended_and_the_pod_with_it()
    {
        await using var world = new World();
        await world.StartAgentAsync();
        world.Run(Samples.Shared("job", policy: "Never"));
        await World.UntilAsync(() => world.IsWhole("uid-job"), "it runs");

        foreach (var container in world.Engine.Running.Where(container => Name(container) is "main" or "other"))
        {
            world.Engine.Crash(container.Id, exitCode: 0);
        }

        await World.UntilAsync(() => world.ControlPlane.Find("uid-job")!.Pod.Status.Phase == PodPhase.Succeeded, "the pod has succeeded");
        await World.UntilAsync(() => world.Engine.Running.Count == 0, "nothing of it runs");
        Assert.Equal(5, world.Engine.Containers.Count);
        await World.UntilAsync(() => world.ControlPlane.Find("uid-job")!.Pod.Status.InitContainerStatuses[1].State.Terminated is not null, "the end of its sidecar is told");
    }

    [Fact]
    public async Task Deadline_ends_the_pod_as_failed()
    {
        await using var world = new World();
        await world.StartAgentAsync();
        var pod = Samples.Shared("web");
        world.Run(pod with { Spec = pod.Spec with { ActiveDeadlineSeconds = 60 } });
        await WholeAsync(world);

        await world.ReachAsync(world.Clock.GetUtcNow().AddSeconds(60));

        await World.UntilAsync(() => world.ControlPlane.Find("uid-web")!.Pod.Status is { Phase: PodPhase.Failed, Reason: "DeadlineExceeded" }, "the pod has failed");
        await World.UntilAsync(() => world.Engine.Running.Count == 0, "nothing of it runs");
    }

    [Fact]
    public async Task What_a_node_refuses_fails_the_pod_and_nothing_is_made()
    {
        await using var world = new World();
        await world.StartAgentAsync();
        var pod = Samples.Pod("web");

        world.Run(pod with { Spec = pod.Spec with { SecurityContext = new PodSecurityContext { Sysctls = [new Sysctl { Name = "kernel.msgmax", Value = "1" }] } } });

        await World.UntilAsync(() => world.ControlPlane.Find("uid-web")!.Pod.Status is { Phase: PodPhase.Failed, Reason: "SysctlForbidden" }, "the pod has failed");
        Assert.Equal(0, world.Engine.Made);
    }

    [Fact]
    public async Task Start_of_a_pod_of_one_container_makes_no_call_for_a_sandbox()
    {
        await using var world = new World();
        var plug = new Plug();
        await world.StartAgentAsync(plug);
        await world.RunUntilReportedAsync(Samples.Pod("first"));
        var before = plug.Calls.Count;

        await world.RunUntilReportedAsync(Samples.Pod("web"));

        string[] ofTheEngine = ["find image", "create web", "start", "find"];

        // Events of the first pod are looked at whenever they come, and that lists; what the machine has is asked for now and then, and for the first time perhaps late.
        string[] ofTheWorld = ["ping", "control plane", "list", "list images", "info"];
        Assert.Equal(ofTheEngine, plug.Calls.Skip(before).Where(name => !ofTheWorld.Contains(name)));
        Assert.Single(world.Engine.Containers, container => container.Labels["orchestrator.pod.uid"] == "uid-web" && container.State == ContainerState.Running);
    }

    private static Task WholeAsync(World world) => World.UntilAsync(() => world.IsWhole("uid-web"), "all of it runs");

    private static string Name(Orchestrator.Containers.ContainerInfo container) => container.Labels["orchestrator.container"];
}
