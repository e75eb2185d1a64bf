using Orchestrator.Contracts;
using Orchestrator.Grains.Tests.Support;
using Orchestrator.Resources.Core;
using Orchestrator.TestKit;

namespace Orchestrator.Grains.Tests.Pods;

/// <summary>Invariants 3, 4 and 10.</summary>
public sealed class PodLifeTests(Cluster cluster) : IClassFixture<Cluster>
{
    private static readonly string[] Order = [PodPhase.Pending, PodPhase.Running, PodPhase.Succeeded];

    [Fact]
    public async Task Phase_never_goes_back_whatever_the_order_of_reports()
    {
        var states = new Func<DateTimeOffset, ContainerState>[]
        {
            now => new ContainerState { Waiting = new ContainerStateWaiting { Reason = "ContainerCreating" } },
            now => new ContainerState { Running = new ContainerStateRunning { StartedAt = now } },
            now => new ContainerState { Terminated = new ContainerStateTerminated { ExitCode = 0, StartedAt = now, FinishedAt = now } },
        };
        var random = new Random(7);
        for (var round = 0; round < 20; round++)
        {
            var room = await SilentAsync();
            var spec = room.Spec() with { RestartPolicy = "Never" };
            await room.Pod("job").Create(room.PodOf("job", spec), WriteOptions.Default);
            var pod = await BoundAsync(room, "job");

            var reached = 0;
            foreach (var _ in Enumerable.Range(0, 12))
            {
                await cluster.Agents.ReportAsync(pod, states[random.Next(states.Length)](cluster.Clock.GetUtcNow()));
                var phase = Array.IndexOf(Order, (await room.Pod("job").Read())!.Resource.Status.Phase);
                Assert.True(phase >= reached, $"the phase went from {Order[reached]} back to {Order[phase]}");
                reached = phase;
            }
        }
    }

    [Fact]
    public async Task Pod_that_is_over_is_gone_as_soon_as_it_is_deleted_and_its_name_is_free()
    {
        var room = await SilentAsync();
        await room.Pod("job").Create(room.PodOf("job", room.Spec() with { RestartPolicy = "Never" }), WriteOptions.Default);
        var pod = await BoundAsync(room, "job");
        var now = cluster.Clock.GetUtcNow();
        await cluster.Agents.ReportAsync(pod, new ContainerState { Terminated = new ContainerStateTerminated { ExitCode = 0, StartedAt = now, FinishedAt = now } });

        var deleted = await room.Pod("job").Delete(new DeleteRequest());

        Assert.True(deleted.Gone);
        Assert.Null(await room.Pod("job").Read());
        await room.Pod("job").Create(room.PodOf("job"), WriteOptions.Default);
    }

    [Fact]
    public async Task Report_of_a_node_to_which_the_pod_is_not_bound_changes_nothing()
    {
        var room = await SilentAsync();
        await room.Pod("web").Create(room.PodOf("web"), WriteOptions.Default);
        var pod = await BoundAsync(room, "web");
        var running = new ContainerState { Running = new ContainerStateRunning() };

        var elsewhere = await cluster.Agents.ReportAsync(pod, running, node: "another");
        var another = await cluster.Agents.ReportAsync(pod with { Metadata = pod.Metadata with { Uid = "another" } }, running);

        Assert.Equal((ReportOutcome.NotBoundHere, ReportOutcome.NotBoundHere), (elsewhere, another));
        Assert.Equal(PodPhase.Pending, (await room.Pod("web").Read())!.Resource.Status.Phase);
    }

    [Fact]
    public async Task Pod_with_a_gate_is_ready_when_somebody_says_that_its_condition_holds()
    {
        var room = await SilentAsync();
        var spec = room.Spec() with { ReadinessGates = [new PodReadinessGate { ConditionType = "example.com/ready" }] };
        await room.Pod("web").Create(room.PodOf("web", spec), WriteOptions.Default);
        var pod = await BoundAsync(room, "web");
        await cluster.Agents.ReportAsync(pod, new ContainerState { Running = new ContainerStateRunning() });
        Assert.Equal("ReadinessGatesNotReady", (await ReadyAsync(room)).Reason);

        await SayAsync(room, status => status with { Conditions = status.Conditions.Add(new PodCondition { Type = "example.com/ready", Status = "True" }) });
        Assert.Equal("True", (await ReadyAsync(room)).Status);

        await cluster.Agents.ReportAsync(pod, new ContainerState { Running = new ContainerStateRunning() });
        Assert.Equal("True", (await ReadyAsync(room)).Status);
        await SayAsync(room, status => status with { Conditions = status.Conditions.RemoveAll(condition => condition.Type == "example.com/ready") });
        Assert.Equal("ReadinessGatesNotReady", (await ReadyAsync(room)).Reason);
    }

    [Fact]
    public async Task Status_that_the_node_says_is_not_for_others_to_write()
    {
        var room = await SilentAsync();
        await room.Pod("web").Create(room.PodOf("web"), WriteOptions.Default);
        await BoundAsync(room, "web");

        Assert.Equal("status.phase", await RefusedAsync(room, status => status with { Phase = PodPhase.Running }));
        Assert.Equal("status.conditions", await RefusedAsync(room, status => status with { Conditions = status.Conditions.Add(new PodCondition { Type = "Ready", Status = "True" }) }));
        Assert.Equal("status.conditions", await RefusedAsync(room, status => status with { Conditions = [] }));
        Assert.Equal(PodPhase.Pending, (await room.Pod("web").Read())!.Resource.Status.Phase);
    }

    [Fact]
    public async Task Pod_that_ended_gives_its_room_back_and_stays()
    {
        var room = await SilentAsync(cpu: "1");
        await room.Pod("job").Create(room.PodOf("job", room.Spec(cpu: "1") with { RestartPolicy = "Never" }), WriteOptions.Default);
        var pod = await BoundAsync(room, "job");

        await cluster.Agents.ReportAsync(pod, new ContainerState { Terminated = new ContainerStateTerminated { ExitCode = 3 } });

        await Eventually.True(async () => (await room.Node.View())!.Pods.IsEmpty, "its room is free");
        Assert.Equal(PodPhase.Failed, (await room.Pod("job").Read())!.Resource.Status.Phase);
        Assert.Single(await room.Node.ListBindings());
    }

    [Fact]
    public async Task Pod_that_is_deleted_waits_for_its_node_and_force_does_not()
    {
        var room = await SilentAsync();
        await room.Pod("web").Create(room.PodOf("web"), WriteOptions.Default);
        var pod = await BoundAsync(room, "web");

        var begun = await room.Pod("web").Delete(new DeleteRequest { GracePeriodSeconds = 600 });
        Assert.False(begun.Gone);
        await Eventually.True(
            () => Task.FromResult(cluster.Agents.Find(pod.Metadata.Uid)?.Pod.Metadata.DeletionTimestamp is not null), "the agent is told");
        var forced = await room.Pod("web").Delete(new DeleteRequest { GracePeriodSeconds = 0 });

        Assert.True(forced.Gone);
        Assert.Null(await room.Pod("web").Read());
        Assert.Empty(await room.Node.ListBindings());
        Assert.Equal(0, cluster.Agents.Find(pod.Metadata.Uid)!.Pod.Metadata.DeletionGracePeriodSeconds);
    }

    [Fact]
    public async Task Grace_can_be_made_shorter_and_not_longer()
    {
        var room = await SilentAsync();
        await room.Pod("web").Create(room.PodOf("web"), WriteOptions.Default);
        await BoundAsync(room, "web");

        var first = (await room.Pod("web").Delete(new DeleteRequest { GracePeriodSeconds = 60 })).Resource.Metadata;
        var longer = (await room.Pod("web").Delete(new DeleteRequest { GracePeriodSeconds = 600 })).Resource.Metadata;
        var shorter = (await room.Pod("web").Delete(new DeleteRequest { GracePeriodSeconds = 5 })).Resource.Metadata;

        Assert.Equal(first.DeletionTimestamp, longer.DeletionTimestamp);
        Assert.Equal(first.DeletionTimestamp - TimeSpan.FromSeconds(55), shorter.DeletionTimestamp);
    }

    [Fact]
    public async Task Grace_that_no_date_can_hold_is_as_long_as_one_can_be()
    {
        var room = await SilentAsync();
        await room.Pod("web").Create(room.PodOf("web", room.Spec() with { TerminationGracePeriodSeconds = long.MaxValue }), WriteOptions.Default);
        await BoundAsync(room, "web");

        var deleted = (await room.Pod("web").Delete(new DeleteRequest())).Resource.Metadata;

        Assert.Equal(int.MaxValue, deleted.DeletionGracePeriodSeconds);
    }

    [Fact]
    public async Task Pod_whose_agent_cannot_be_reached_stays_bound_and_ends_when_it_can()
    {
        var room = await Room.OpenAsync(cluster);
        cluster.Agents.Away[room.Name] = true;
        await room.Pod("web").Create(room.PodOf("web"), WriteOptions.Default);
        await BoundAsync(room, "web");

        // The agent asks for its pods itself when it is back.
        cluster.Agents.Away.TryRemove(room.Name, out _);
        var binding = Assert.Single(await room.Node.ListBindings());
        var found = (await room.Pod(binding.Name).Read())!;
        cluster.Agents.Accept(new PodAssignment(found.Resource, found.Revision));

        await room.RunsAsync("web");
    }

    [Fact]
    public async Task Pod_that_names_a_node_which_refuses_it_fails_and_says_why()
    {
        var room = await Room.OpenAsync(cluster, cpu: "1");

        await room.Pod("big").Create(room.PodOf("big", room.Spec(cpu: "2") with { NodeName = room.Name }), WriteOptions.Default);

        await Eventually.True(async () => (await room.Pod("big").Read())!.Resource.Status is { Phase: PodPhase.Failed } status
            && status.Message!.Contains("Insufficient cpu"), "the pod failed");
        Assert.Empty(await room.Node.ListBindings());
    }

    private async Task<Room> SilentAsync(string cpu = "64")
    {
        var room = await Room.OpenAsync(cluster, cpu);
        cluster.Agents.Silent[room.Name] = true;
        return room;
    }

    private static Task<Pod> BoundAsync(Room room, string name) => Eventually.Value(
        async () => (await room.Pod(name).Read())?.Resource is { Spec.NodeName: not null } pod ? pod : null, $"pod {name} is bound");

    private static async Task<PodCondition> ReadyAsync(Room room) =>
        (await room.Pod("web").Read())!.Resource.Status.Conditions.Single(condition => condition.Type == PodConditionType.Ready);

    private static async Task SayAsync(Room room, Func<PodStatus, PodStatus> change)
    {
        var pod = (await room.Pod("web").Read())!;
        await room.Pod("web").ReplaceStatus(pod.Resource with { Status = change(pod.Resource.Status) }, new WriteOptions { ExpectedRevision = pod.Revision });
    }

    private static async Task<string?> RefusedAsync(Room room, Func<PodStatus, PodStatus> change)
    {
        var refused = await Assert.ThrowsAsync<ApiException>(() => SayAsync(room, change));
        Assert.Equal(422, refused.Status.Code);
        return Assert.Single(refused.Status.Details!.Causes).Field;
    }
}
