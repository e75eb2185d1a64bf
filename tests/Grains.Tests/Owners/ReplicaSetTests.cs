using Orchestrator.Contracts;
using Orchestrator.Grains.Pods;
using Orchestrator.Grains.Tests.Support;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.TestKit;

namespace Orchestrator.Grains.Tests.Owners;

/// <summary>Invariants 1, 3 and 7: nothing that was acknowledged is lost, nothing runs twice, and what is asked for is reached without help.</summary>
public sealed class ReplicaSetTests(Cluster cluster) : IClassFixture<Cluster>
{
    private const int Replicas = 3;

    [Fact]
    public async Task Replica_set_reaches_its_number_up_and_down()
    {
        var room = await Room.OpenAsync(cluster);
        await room.ReplicaSet("web").Create(room.ReplicaSetOf("web", Replicas, room.Spec()), WriteOptions.Default);
        await SettledAsync(room, Replicas);

        foreach (var replicas in new[] { 7, 1, 0, 2 })
        {
            var current = (await room.ReplicaSet("web").Read())!.Resource;
            await room.ReplicaSet("web").Replace(current with { Spec = current.Spec with { Replicas = replicas } }, WriteOptions.Default);
            await SettledAsync(room, replicas);
        }
    }

    [Fact]
    public async Task Replica_set_that_creates_pods_for_long_answers_meanwhile()
    {
        const int Many = 300;
        var room = await Room.OpenAsync(cluster, node: false);
        using var gate = new SemaphoreSlim(0);
        cluster.Storage.Before = state => state is PodState pod && pod.Resource?.Metadata.Namespace == room.Name ? gate.WaitAsync() : Task.CompletedTask;
        await room.ReplicaSet("web").Create(room.ReplicaSetOf("web", Many, room.Spec() with { SchedulerName = "mine" }), WriteOptions.Default);
        var seen = new List<int>();

        do
        {
            // Each pod takes long, and none is made but while somebody waits for an answer.
            var asked = room.ReplicaSet("web").Summarize();
            while (!asked.IsCompleted)
            {
                cluster.Clock.Pass(TimeSpan.FromSeconds(1));
                gate.Release();
                await Task.Delay(TimeSpan.FromMilliseconds(1));
            }

            seen.Add((await asked)!.Replicas);
        }
        while (seen[^1] < Many);

        cluster.Storage.Before = null;
        Assert.Contains(seen, count => count is > 0 and < Many);
        Assert.Equal(Many, (await room.ListAsync<Pod>()).Length);
    }

    [Fact]
    public async Task Pod_that_is_deleted_is_replaced_by_a_new_one()
    {
        var room = await Room.OpenAsync(cluster);
        await room.ReplicaSet("web").Create(room.ReplicaSetOf("web", Replicas, room.Spec()), WriteOptions.Default);
        await SettledAsync(room, Replicas);
        var before = await room.RunningAsync();

        await room.Pod(before[0].Metadata.Name).Delete(new DeleteRequest());

        await Eventually.True(async () => await room.Pod(before[0].Metadata.Name).Read() is null, "the pod is gone");
        await SettledAsync(room, Replicas);
        Assert.DoesNotContain(before[0].Metadata.Uid, (await room.RunningAsync()).Select(pod => pod.Metadata.Uid));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("mine")]
    public async Task Pod_that_an_activation_without_its_place_has_made_is_found_and_counts(string? scheduler)
    {
        var room = await Room.OpenAsync(cluster);
        var set = (await room.ReplicaSet("web").Create(room.ReplicaSetOf("web", Replicas, room.Spec()), WriteOptions.Default)).Resource;
        await SettledAsync(room, Replicas);
        var owner = new OwnerReference { ApiVersion = "apps/v1", Kind = "ReplicaSet", Name = "web", Uid = set.Metadata.Uid, Controller = true };
        var late = room.PodOf("web-late", room.Spec() with { SchedulerName = scheduler });

        await room.Pod("web-late").Create(late with { Metadata = late.Metadata with { OwnerReferences = [owner] } }, WriteOptions.Default);
        if (scheduler is not null)
        {
            // Nobody places the pod, so it says nothing to its owner.
            await room.ReplicaSet("web").LookAtAll();
        }

        await Eventually.True(async () => (await room.ListAsync<Pod>()).Length == Replicas, "one pod has gone");
        await SettledAsync(room, Replicas);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_that_fails_anywhere_in_a_creation_doubles_no_pod(bool afterEffect)
    {
        var writes = await CountWritesAsync();
        Assert.True(writes >= 8, $"three pods are at least eight writes, not {writes}");

        for (var write = 1; write <= writes; write++)
        {
            var room = await Room.OpenAsync(cluster);
            cluster.Storage.Plan(write, afterEffect);
            await CreateUntilThereAsync(room);
            await SettledAsync(room, Replicas, $"write {write} failed");
            cluster.Storage.Plan(failAt: 0, afterEffect: false);
            Assert.Equal(Replicas, (await room.ListAsync<Pod>()).Length);
        }

        Assert.Empty(cluster.Agents.Violations);
    }

    [Fact]
    public async Task Silo_that_ends_in_the_middle_of_a_scale_up_loses_and_doubles_nothing()
    {
        var room = await Room.OpenAsync(cluster);
        await room.ReplicaSet("web").Create(room.ReplicaSetOf("web", 20, room.Spec()), WriteOptions.Default);
        await Eventually.True(async () => (await room.ListAsync<Pod>()).Length > 0, "the first pods are there");

        await cluster.RestartAsync();
        await room.RegisterAsync();

        await SettledAsync(room, 20);
    }

    [Fact]
    public async Task Status_of_a_replica_set_follows_its_pods()
    {
        var room = await Room.OpenAsync(cluster);
        await room.ReplicaSet("web").Create(room.ReplicaSetOf("web", 1, room.Spec()), WriteOptions.Default);
        await SettledAsync(room, 1);
        var current = (await room.ReplicaSet("web").Read())!.Resource;

        // The status of the set is written from what its pods say.
        await Eventually.True(async () => (await room.ReplicaSet("web").Read())!.Resource.Status.ReadyReplicas == 1, "it counts one ready pod");
        Assert.Equal(current.Metadata.Generation, (await room.ReplicaSet("web").Read())!.Resource.Status.ObservedGeneration);
    }

    private async Task<int> CountWritesAsync()
    {
        var room = await Room.OpenAsync(cluster);
        cluster.Storage.Plan(failAt: 0, afterEffect: false);
        await CreateUntilThereAsync(room);
        await SettledAsync(room, Replicas);
        return cluster.Storage.Writes;
    }

    // A client whose request failed asks again, and takes "already exists" for an answer.
    private static Task CreateUntilThereAsync(Room room) => Eventually.True(
        async () =>
        {
            try
            {
                await room.ReplicaSet("web").Create(room.ReplicaSetOf("web", Replicas, room.Spec()), WriteOptions.Default);
            }
            catch (ApiException e) when (e.Status.Reason == "AlreadyExists")
            {
            }

            return true;
        },
        "the replica set is created");

    private static async Task SettledAsync(Room room, int replicas, string why = "settled")
    {
        await Eventually.True(
            async () =>
            {
                var pods = await room.ListAsync<Pod>();
                return pods.Length == replicas && pods.All(pod => pod.Status.Phase == PodPhase.Running && pod.Metadata.DeletionTimestamp is null)
                    && (await room.Node.ListBindings()).Length == replicas
                    && (await room.ReplicaSet("web").Read())?.Resource.Status.ReadyReplicas == replicas;
            },
            $"{replicas} pods run and no other is there ({why})");
    }
}
