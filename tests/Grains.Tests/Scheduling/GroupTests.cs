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

    [Theory]
    [InlineData(0)]
    [InlineData(24)]
    public async Task Group_that_has_missed_a_member_for_too_long_gives_its_room_back(int clockSetBackHours)
    {
        var room = await MissingOneAsync();
        Assert.Null((await room.Pod("member-0").Read())!.Resource.Metadata.DeletionTimestamp);

        cluster.Clock.SetBack(TimeSpan.FromHours(clockSetBackHours));
        cluster.Clock.Pass(TimeSpan.FromMinutes(11));
        await CreateAsync(room, "member-3", 2);

        await Eventually.True(async () => await room.Pod("member-0").Read() is null, "the rest of the group has left");
        Assert.Equal(PodPhase.Running, (await room.RunsAsync("filler")).Status.Phase);
    }

    [Fact]
    public async Task Group_of_which_nobody_has_waited_for_long_has_all_its_time_when_somebody_does_again()
    {
        var room = await MissingOneAsync();
        await room.Pod("member-2").Delete(new DeleteRequest());
        await Eventually.True(async () => await room.Pod("member-2").Read() is null, "nobody waits any more");
        cluster.Clock.Pass(TimeSpan.FromMinutes(11));

        await CreateAsync(room, "member-3", 2);
        await room.WaitsAsync("member-3", "Insufficient cpu");
        await LooksAsync(room, "other");

        Assert.Null((await room.Pod("member-0").Read())!.Resource.Metadata.DeletionTimestamp);
    }

    [Fact]
    public async Task Group_that_misses_a_member_keeps_its_time_when_a_clock_is_set()
    {
        var room = await MissingOneAsync();

        cluster.Clock.SetBack(-TimeSpan.FromHours(1));
        await LooksAsync(room, "other");
        await LooksAsync(room, "another");
        cluster.Clock.SetBack(TimeSpan.FromHours(1));

        Assert.Null((await room.Pod("member-0").Read())!.Resource.Metadata.DeletionTimestamp);
    }

    [Fact]
    public async Task Group_that_is_made_anew_needs_as_many_as_it_says_now()
    {
        var room = await Room.OpenAsync(cluster);
        await CreateAsync(room, "first-0", 3);
        await room.WaitsAsync("first-0", "gang train has 1 of the 3 pods that it needs.");
        await room.Pod("first-0").Delete(new DeleteRequest());
        await Eventually.True(async () => await room.Pod("first-0").Read() is null, "the first attempt is gone");

        await CreateAsync(room, "second-0", 2);
        await CreateAsync(room, "second-1", 2);

        await room.RunsAsync("second-0");
        await room.RunsAsync("second-1");
    }

    [Fact]
    public async Task Group_counts_who_has_succeeded_and_replaces_who_has_failed()
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
    }

    // Of the two that are needed one is on a node, and the room of the other is taken.
    private async Task<Room> MissingOneAsync()
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
        return room;
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
