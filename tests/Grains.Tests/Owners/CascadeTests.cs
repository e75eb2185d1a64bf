using Orchestrator.Contracts;
using Orchestrator.Grains.Tests.Support;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;
using Orchestrator.TestKit;

namespace Orchestrator.Grains.Tests.Owners;

public sealed class CascadeTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public async Task Background_deletion_answers_at_once_and_then_takes_what_was_owned()
    {
        var room = await DeployedAsync();

        var deleted = await room.Deployment("web").Delete(new DeleteRequest { Propagation = Propagation.Background });

        Assert.True(deleted.Gone);
        Assert.Null(await room.Deployment("web").Read());
        await EmptyAsync(room);
    }

    [Fact]
    public async Task Foreground_deletion_keeps_the_owner_until_all_that_it_owned_is_gone()
    {
        var room = await DeployedAsync();
        var held = (await room.RunningAsync())[0];
        cluster.Agents.Silent[room.Name] = true;

        var deleted = await room.Deployment("web").Delete(new DeleteRequest { Propagation = Propagation.Foreground });

        Assert.False(deleted.Gone);
        Assert.Contains("foregroundDeletion", deleted.Resource.Metadata.Finalizers);
        await Eventually.True(async () => (await room.ListAsync<Pod>()).All(pod => pod.Metadata.DeletionTimestamp is not null), "all pods are on their way out");
        Assert.NotNull(await room.Deployment("web").Read());
        foreach (var pod in await room.ListAsync<Pod>())
        {
            Assert.NotNull(await room.Deployment("web").Read());
            await cluster.Agents.ReportRemovedAsync(pod);
        }

        await EmptyAsync(room);
        await Eventually.True(async () => await room.Deployment("web").Read() is null, "the deployment is gone");
        Assert.Null(await room.Pod(held.Metadata.Name).Read());
    }

    [Fact]
    public async Task Orphaning_deletion_leaves_what_was_owned_without_an_owner()
    {
        var room = await DeployedAsync();
        var pods = (await room.RunningAsync()).Select(pod => pod.Metadata.Uid).Order().ToList();

        await room.Deployment("web").Delete(new DeleteRequest { Propagation = Propagation.Orphan });

        await Eventually.True(async () => await room.Deployment("web").Read() is null, "the deployment is gone");
        await Eventually.True(async () => (await room.ListAsync<ReplicaSet>()) is [{ Metadata.OwnerReferences.IsEmpty: true }], "its set has no owner");
        Assert.Equal(pods, (await room.RunningAsync()).Select(pod => pod.Metadata.Uid).Order());
    }

    [Fact]
    public async Task Object_with_a_finalizer_stays_until_it_is_taken_away()
    {
        var room = await Room.OpenAsync(cluster);
        await room.Pod("web").Create(room.PodOf("web", null, "example.org/hold"), WriteOptions.Default);
        await room.RunsAsync("web");

        await room.Pod("web").Delete(new DeleteRequest());
        await Eventually.True(async () => (await room.Node.ListBindings()).IsEmpty, "the node has given its room back");
        var held = (await room.Pod("web").Read())!.Resource;
        Assert.NotNull(held.Metadata.DeletionTimestamp);
        var added = await Assert.ThrowsAsync<ApiException>(() => room.Pod("web").Replace(
            held with { Metadata = held.Metadata with { Finalizers = held.Metadata.Finalizers.Add("example.org/more") } }, WriteOptions.Default));
        Assert.Equal(422, added.Status.Code);

        await room.Pod("web").Replace(held with { Metadata = held.Metadata with { Finalizers = [] } }, WriteOptions.Default);

        await Eventually.True(async () => await room.Pod("web").Read() is null, "the pod is gone");
    }

    [Fact]
    public async Task Namespace_that_is_deleted_takes_nothing_new_and_goes_when_it_is_empty()
    {
        var room = await DeployedAsync();
        cluster.Agents.Silent[room.Name] = true;

        await room.Namespace.Delete(new DeleteRequest());

        Assert.Equal("Terminating", (await room.Namespace.Read())!.Resource.Status.Phase);
        var refused = await Assert.ThrowsAsync<ApiException>(() => room.Pod("late").Create(room.PodOf("late"), WriteOptions.Default));
        Assert.Equal(403, refused.Status.Code);
        await Eventually.True(async () => (await room.ListAsync<Pod>()).All(pod => pod.Metadata.DeletionTimestamp is not null), "all pods are on their way out");
        foreach (var pod in await room.ListAsync<Pod>())
        {
            await cluster.Agents.ReportRemovedAsync(pod);
        }

        await Eventually.True(async () => await room.Namespace.Read() is null, "the namespace is gone");
        Assert.Empty(await room.ListAsync<Pod>());
        Assert.Empty(await room.ListAsync<Deployment>());
    }

    [Fact]
    public async Task Namespace_of_the_system_cannot_be_deleted()
    {
        var grain = cluster.Grains.GetGrain<INamespaceGrain>(GrainKey.Namespace("default"));

        var refused = await Assert.ThrowsAsync<ApiException>(() => grain.Delete(new DeleteRequest()));

        Assert.Equal(403, refused.Status.Code);
        Assert.Equal(NamespacePhase.Active, (await grain.Read())!.Resource.Status.Phase);
    }

    private async Task<Room> DeployedAsync()
    {
        var room = await Room.OpenAsync(cluster);
        await room.Deployment("web").Create(room.DeploymentOf("web", 3, room.Spec()), WriteOptions.Default);
        await Eventually.True(async () => (await room.RunningAsync()).Length == 3, "three replicas run");
        return room;
    }

    private static Task EmptyAsync(Room room) => Eventually.True(
        async () => (await room.ListAsync<ReplicaSet>()).IsEmpty && (await room.ListAsync<Pod>()).IsEmpty && (await room.Node.ListBindings()).IsEmpty,
        "nothing is left");
}
