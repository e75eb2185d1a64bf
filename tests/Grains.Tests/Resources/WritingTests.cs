using Orchestrator.Contracts;
using Orchestrator.Grains.Tests.Support;
using Orchestrator.Resources.Meta;
using Orchestrator.TestKit;

namespace Orchestrator.Grains.Tests.Resources;

/// <summary>Invariants 1 and 10: what was acknowledged stays, and what is refused changes nothing.</summary>
public sealed class WritingTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public async Task Object_that_is_invalid_is_refused_with_its_field_and_nothing_is_stored()
    {
        var room = await Room.OpenAsync(cluster);

        var refused = await Assert.ThrowsAsync<ApiException>(() => room.ReplicaSet("web").Create(room.ReplicaSetOf("web", -1, room.Spec()), WriteOptions.Default));

        Assert.Equal(422, refused.Status.Code);
        Assert.Contains(refused.Status.Details!.Causes, cause => cause.Field == "spec.replicas");
        Assert.Null(await room.ReplicaSet("web").Read());
        Assert.Empty(await room.ListAsync<Orchestrator.Resources.Apps.ReplicaSet>());
    }

    [Fact]
    public async Task Replacement_that_is_invalid_or_outdated_changes_nothing()
    {
        var room = await Room.OpenAsync(cluster);
        var before = await room.ReplicaSet("web").Create(room.ReplicaSetOf("web", 0, room.Spec()), WriteOptions.Default);
        await Eventually.True(async () => (await room.ReplicaSet("web").Read())!.Resource.Status.ObservedGeneration == 1, "it is looked at");
        var current = (await room.ReplicaSet("web").Read())!;
        var spec = current.Resource.Spec;

        await RefusedAsync(422, () => room.ReplicaSet("web").Replace(current.Resource with { Spec = spec with { Replicas = -1 } }, WriteOptions.Default));
        await RefusedAsync(422, () => room.ReplicaSet("web").Replace(
            current.Resource with { Spec = spec with { Selector = new LabelSelector { MatchLabels = StringMap.Of(("app", "other")) } } }, WriteOptions.Default));
        await RefusedAsync(409, () => room.ReplicaSet("web").Replace(
            current.Resource with { Spec = spec with { Replicas = 1 } }, new WriteOptions { ExpectedRevision = current.Revision - 1 }));
        await RefusedAsync(409, () => room.ReplicaSet("web").Replace(
            current.Resource with { Spec = spec with { Replicas = 1 } }, new WriteOptions { ExpectedUid = "another" }));
        await RefusedAsync(409, () => room.ReplicaSet("web").Delete(new DeleteRequest { ExpectedRevision = current.Revision - 1 }));

        Assert.Equal(current.Revision, (await room.ReplicaSet("web").Read())!.Revision);
        Assert.Equal(before.Resource.Metadata.Uid, (await room.ReplicaSet("web").Read())!.Resource.Metadata.Uid);
    }

    [Fact]
    public async Task Dry_run_changes_nothing()
    {
        var room = await Room.OpenAsync(cluster);
        await room.Pod("dry").Create(room.PodOf("dry"), new WriteOptions { DryRun = true });
        Assert.Null(await room.Pod("dry").Read());
        await room.Pod("web").Create(room.PodOf("web"), WriteOptions.Default);
        await room.RunsAsync("web");

        await room.Pod("web").Delete(new DeleteRequest { DryRun = true });

        Assert.Null((await room.Pod("web").Read())!.Resource.Metadata.DeletionTimestamp);
    }

    [Fact]
    public async Task Object_in_a_namespace_that_does_not_exist_is_refused()
    {
        var room = new Room(cluster);

        await RefusedAsync(404, () => room.Pod("web").Create(room.PodOf("web"), WriteOptions.Default));

        Assert.Null(await room.Pod("web").Read());
    }

    [Fact]
    public async Task Creations_of_one_name_that_race_make_one_object()
    {
        var room = await Room.OpenAsync(cluster);

        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            try
            {
                return (await room.Pod("web").Create(room.PodOf("web"), WriteOptions.Default)).Resource.Metadata.Uid;
            }
            catch (ApiException e) when (e.Status.Reason == "AlreadyExists")
            {
                return null;
            }
        }));

        Assert.Equal((await room.Pod("web").Read())!.Resource.Metadata.Uid, Assert.Single(results, uid => uid is not null));
    }

    [Fact]
    public async Task Row_that_was_changed_behind_a_grain_is_read_again_and_work_goes_on()
    {
        var room = await Room.OpenAsync(cluster);
        await room.ReplicaSet("web").Create(room.ReplicaSetOf("web", 1, room.Spec()), WriteOptions.Default);
        await Eventually.True(async () => (await room.ReplicaSet("web").Read())!.Resource.Status.ReadyReplicas == 1, "one replica runs");

        // Another activation has written the rows of all objects of the room: every version that a grain knows is outdated.
        var changed = await cluster.ExecuteAsync($"update orleansstorage set version = version + 1 where grainidextensionstring like '%{room.Name}%'");
        Assert.True(changed >= 4, $"the rows of the node, the namespace, the set and its pod, not {changed}");
        var pod = (await room.RunningAsync())[0];
        await Eventually.True(
            async () =>
            {
                await room.Pod(pod.Metadata.Name).Delete(new DeleteRequest());
                return true;
            },
            "the pod is deleted");

        await Eventually.True(async () => (await room.RunningAsync()) is [var next] && next.Metadata.Uid != pod.Metadata.Uid, "it is replaced");
        await Eventually.True(async () => (await room.Node.ListBindings()).Length == 1, "and bound once");
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_after_the_silo_is_started_again()
    {
        var room = await Room.OpenAsync(cluster);
        await room.Deployment("web").Create(room.DeploymentOf("web", 2, room.Spec()), WriteOptions.Default);
        await Eventually.True(async () => (await room.RunningAsync()).Length == 2, "two replicas run");
        var before = (await room.RunningAsync()).Select(pod => pod.Metadata.Uid).Order().ToList();

        await cluster.RestartAsync();

        Assert.Equal(before, (await room.RunningAsync()).Select(pod => pod.Metadata.Uid).Order());
        Assert.Equal(2, (await room.Node.ListBindings()).Length);
        Assert.Equal(2, (await room.Deployment("web").Read())!.Resource.Spec.Replicas);
    }

    private static async Task RefusedAsync(int code, Func<Task> call) => Assert.Equal(code, (await Assert.ThrowsAsync<ApiException>(call)).Status.Code);
}
