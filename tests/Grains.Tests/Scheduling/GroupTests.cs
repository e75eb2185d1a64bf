using Orchestrator.Contracts;
using Orchestrator.Grains.Tests.Support;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.TestKit;

namespace Orchestrator.Grains.Tests.Scheduling;

public sealed class GroupTests(LastingCluster cluster) : IClassFixture<LastingCluster>
{
    [Fact]
    public async Task Group_waits_until_there_is_room_for_all_of_it()
    {
        var room = await Room.OpenAsync(cluster, cpu: "2");
        await Task.WhenAll(Enumerable.Range(0, 3).Select(i => CreateAsync(room, $"member-{i}", 3)));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(i => room.WaitsAsync($"member-{i}", "gang train: 2 of the 3 pods that it needs find a node, so none is placed")));

        await room.RegisterAsync(room.OtherNode, cpu: "1");

        await Task.WhenAll(Enumerable.Range(0, 3).Select(i => room.RunsAsync($"member-{i}")));
    }

    [Fact]
    public async Task Group_waits_until_all_of_it_is_there()
    {
        var room = await Room.OpenAsync(cluster);
        await CreateAsync(room, "member-0", 2);
        await room.WaitsAsync("member-0", "gang train has 1 of the 2 pods that it needs.");

        await CreateAsync(room, "member-1", 2);

        await room.RunsAsync("member-0");
        await room.RunsAsync("member-1");
    }

    [Fact]
    public async Task Groups_that_need_the_same_room_do_not_hold_each_other_up()
    {
        var room = await Room.OpenAsync(cluster, cpu: "3");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => CreateAsync(room, $"member-{i}", 2, i % 2 == 0 ? "even" : "odd")));

        var first = await Eventually.Value(
            async () => (await room.RunningAsync()) is { Length: 2 } running ? running.Select(pod => pod.Metadata.Labels[PodGroup.Label]).ToList() : null, "one of the groups runs");
        Assert.Single(first.Distinct());

        foreach (var pod in await room.RunningAsync())
        {
            await room.Pod(pod.Metadata.Name).Delete(new DeleteRequest());
        }

        await Eventually.True(
            async () => (await room.RunningAsync()) is { Length: 2 } running && running.All(pod => pod.Metadata.Labels[PodGroup.Label] != first[0]), "then the other runs");
    }

    [Fact]
    public async Task Group_that_has_missed_a_member_for_too_long_gives_its_room_back()
    {
        var room = await Room.OpenAsync(cluster, cpu: "2");
        await CreateAsync(room, "member-0", 2);
        await CreateAsync(room, "member-1", 2);
        await room.RunsAsync("member-0");
        await room.RunsAsync("member-1");
        await room.Pod("member-1").Delete(new DeleteRequest());
        await Eventually.True(async () => await room.Pod("member-1").Read() is null, "a member is gone");
        await room.CreateAsync("filler", room.Spec(cpu: "1"));
        await room.BoundAsync("filler");
        await CreateAsync(room, "member-2", 2);
        await room.WaitsAsync("member-2", "Insufficient cpu");
        Assert.Null((await room.Pod("member-0").Read())!.Resource.Metadata.DeletionTimestamp);

        cluster.Clock.Pass(TimeSpan.FromMinutes(11));
        await CreateAsync(room, "member-3", 2);

        await Eventually.True(async () => await room.Pod("member-0").Read() is null, "the rest of the group has left");
        Assert.Equal(PodPhase.Running, (await room.RunsAsync("filler")).Status.Phase);
    }

    [Fact]
    public async Task Group_counts_who_has_succeeded_until_it_is_deleted_and_nobody_who_has_failed()
    {
        var room = await Room.OpenAsync(cluster);
        cluster.Agents.Silent[room.Name] = true;
        await Task.WhenAll(Enumerable.Range(0, 3).Select(i => CreateAsync(room, $"member-{i}", 3, restart: "Never")));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(i => room.BoundAsync($"member-{i}")));
        await LooksAsync(room, "other-0");
        await EndAsync(room, "member-0", exitCode: 0, PodPhase.Succeeded);
        await EndAsync(room, "member-1", exitCode: 1, PodPhase.Failed);

        await CreateAsync(room, "member-3", 3);
        await room.BoundAsync("member-3");
        await LooksAsync(room, "other-1");
        await RemoveAsync(room, "member-0");
        await RemoveAsync(room, "member-3");
        await CreateAsync(room, "member-4", 3);

        await room.WaitsAsync("member-4", "gang train has 2 of the 3 pods that it needs.");
    }

    // The scheduler looks at the nodes when a pod asks for one.
    private static async Task LooksAsync(Room room, string other)
    {
        await room.CreateAsync(other, room.Spec());
        await room.BoundAsync(other);
    }

    private async Task EndAsync(Room room, string name, int exitCode, string phase)
    {
        var pod = await room.BoundAsync(name);
        await cluster.Agents.ReportAsync(pod, new ContainerState { Terminated = new ContainerStateTerminated { ExitCode = exitCode } });
        await Eventually.True(async () => (await room.Pod(name).Read())!.Resource.Status.Phase == phase, $"{name} is {phase}");
    }

    private async Task RemoveAsync(Room room, string name)
    {
        var pod = (await room.Pod(name).Read())!.Resource;
        await room.Pod(name).Delete(new DeleteRequest());
        await cluster.Agents.ReportRemovedAsync(pod);
        await Eventually.True(async () => await room.Pod(name).Read() is null, $"{name} is gone");
    }

    private static async Task CreateAsync(Room room, string name, int members, string group = "train", string? restart = null)
    {
        var spec = room.Spec(cpu: "1");
        var pod = room.PodOf(name, restart is null ? spec : spec with { RestartPolicy = restart });
        pod = pod with
        {
            Metadata = pod.Metadata with
            {
                Labels = StringMap.Of((PodGroup.Label, group)),
                Annotations = StringMap.Of((PodGroup.MinMember, $"{members}")),
            },
        };
        await room.Pod(name).Create(pod, WriteOptions.Default);
    }
}
