using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Writing;
using Orchestrator.Grains.Tests.Support;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;
using Orchestrator.TestKit;

namespace Orchestrator.Grains.Tests.Owners;

/// <summary>What becomes of objects whose owners go, over all kinds: ConfigMaps stand for those without grains.</summary>
public sealed class GarbageTests(Cluster cluster) : IClassFixture<Cluster>
{
    private IPassiveResourceStore Passive => cluster.Services.GetRequiredService<IPassiveResourceStore>();

    [Fact]
    public async Task Object_without_a_grain_goes_after_an_owner_that_has_one()
    {
        var room = await Room.OpenAsync(cluster);
        var owner = await DeployAsync(room);
        await PutAsync(room, "settings", [Reference(owner)]);

        await room.Deployment("web").Delete(new DeleteRequest());

        await GoneAsync(room, "settings");
    }

    [Fact]
    public async Task Chain_of_objects_without_grains_goes_one_after_the_other()
    {
        var room = await Room.OpenAsync(cluster);
        var first = await PutAsync(room, "first");
        var second = await PutAsync(room, "second", [Reference(first)]);
        await PutAsync(room, "third", [Reference(second)]);
        await PutAsync(room, "kept");

        await DeleteAsync(room, "first");

        await GoneAsync(room, "third");
        Assert.Equal(["kept"], await NamesAsync(room));
    }

    [Fact]
    public async Task Pod_goes_after_an_owner_without_a_grain()
    {
        var room = await Room.OpenAsync(cluster);
        var owner = await PutAsync(room, "owner");
        var pod = room.PodOf("owned");
        await room.Pod("owned").Create(pod with { Metadata = pod.Metadata with { OwnerReferences = [Reference(owner)] } }, WriteOptions.Default);
        await room.RunsAsync("owned");

        await DeleteAsync(room, "owner");

        await Eventually.True(async () => await room.Pod("owned").Read() is null, "the pod is gone");
    }

    [Fact]
    public async Task Object_whose_owner_never_was_goes_and_one_with_another_owner_only_forgets_it()
    {
        var room = await Room.OpenAsync(cluster);
        var owner = await PutAsync(room, "owner");
        var nobody = Reference(owner) with { Uid = "never-was", Name = "nobody" };
        await PutAsync(room, "lost", [nobody]);
        await PutAsync(room, "shared", [nobody, Reference(owner)]);
        await PutAsync(room, "foreign", [nobody with { ApiVersion = "example.com/v1", Kind = "Widget" }]);

        await GoneAsync(room, "lost");
        await Eventually.True(async () => (await FindAsync(room, "shared"))!.Metadata.OwnerReferences is [{ Name: "owner" }], "the other owner is forgotten");
        Assert.NotNull(await FindAsync(room, "foreign"));
    }

    [Fact]
    public async Task Foreground_deletion_of_an_object_without_a_grain_waits_for_what_blocks_it()
    {
        var room = await Room.OpenAsync(cluster);
        var owner = await PutAsync(room, "owner");
        await PutAsync(room, "held", [Reference(owner) with { BlockOwnerDeletion = true }], "example.com/hold");
        await PutAsync(room, "free", [Reference(owner)]);

        var deleted = await DeleteAsync(room, "owner", Propagation.Foreground);

        Assert.False(deleted.Gone);
        await GoneAsync(room, "free");
        await Eventually.True(async () => (await FindAsync(room, "held"))!.Metadata.DeletionTimestamp is not null, "what blocks it is on its way out");
        Assert.Equal("foregroundDeletion", Assert.Single((await FindAsync(room, "owner"))!.Metadata.Finalizers));
        await Passive.ReleaseAsync(Key(room, "held"), new PassiveRelease { Finalizers = ["example.com/hold"] }, default);
        await GoneAsync(room, "owner");
    }

    [Fact]
    public async Task Foreground_deletion_of_a_deployment_waits_for_what_it_owns_beyond_its_replicas()
    {
        var room = await Room.OpenAsync(cluster);
        var owner = await DeployAsync(room);
        await PutAsync(room, "held", [Reference(owner) with { BlockOwnerDeletion = true }], "example.com/hold");

        await room.Deployment("web").Delete(new DeleteRequest { Propagation = Propagation.Foreground });

        await Eventually.True(async () => (await room.ListAsync<ReplicaSet>()).IsEmpty, "its sets are gone");
        await Eventually.True(async () => (await FindAsync(room, "held"))!.Metadata.DeletionTimestamp is not null, "what blocks it is on its way out");
        Assert.NotNull(await room.Deployment("web").Read());
        await Passive.ReleaseAsync(Key(room, "held"), new PassiveRelease { Finalizers = ["example.com/hold"] }, default);
        await Eventually.True(async () => await room.Deployment("web").Read() is null, "the deployment is gone");
    }

    [Fact]
    public async Task Orphaning_deletion_leaves_objects_of_every_kind_without_the_owner()
    {
        var room = await Room.OpenAsync(cluster);
        var owner = await DeployAsync(room);
        await PutAsync(room, "settings", [Reference(owner)]);
        await Eventually.True(async () => (await room.ListAsync<ReplicaSet>()).Length == 1, "it has its set");

        await room.Deployment("web").Delete(new DeleteRequest { Propagation = Propagation.Orphan });

        await Eventually.True(async () => await room.Deployment("web").Read() is null, "the deployment is gone");
        Assert.Empty((await FindAsync(room, "settings"))!.Metadata.OwnerReferences);
        Assert.Single(await room.ListAsync<ReplicaSet>(), set => set.Metadata.OwnerReferences.IsEmpty);
    }

    [Fact]
    public async Task Orphaning_deletion_of_a_pod_or_of_an_object_without_a_grain_leaves_what_it_owns()
    {
        var room = await Room.OpenAsync(cluster);
        var pod = (await room.Pod("owner").Create(room.PodOf("owner"), WriteOptions.Default)).Resource;
        var map = await PutAsync(room, "owner");
        await PutAsync(room, "settings", [Reference(pod), Reference(map)]);

        await room.Pod("owner").Delete(new DeleteRequest { Propagation = Propagation.Orphan, GracePeriodSeconds = 0 });
        await DeleteAsync(room, "owner", Propagation.Orphan);

        await Eventually.True(async () => await room.Pod("owner").Read() is null, "the pod is gone");
        await GoneAsync(room, "owner");
        Assert.Empty((await FindAsync(room, "settings"))!.Metadata.OwnerReferences);
    }

    [Fact]
    public async Task What_nobody_was_told_of_is_found_after_a_restart()
    {
        var lasting = new LastingCluster();
        await lasting.InitializeAsync();
        try
        {
            var room = await Room.OpenAsync(lasting, node: false);
            var passive = lasting.Services.GetRequiredService<IPassiveResourceStore>();
            var owner = Document(room, "owner", [], []);
            var never = Document(room, "never", [], []);
            foreach (var map in new[] { owner, Document(room, "orphan", [Reference(owner)], []), Document(room, "lost", [Reference(never)], []) })
            {
                await passive.PutAsync(ResourceJson.SerializeToUtf8(map), 0, default);
            }

            await passive.DeleteAsync(Key(room, "owner"), new DeleteRequest { Propagation = Propagation.Orphan }, DateTimeOffset.UnixEpoch, default);

            await lasting.RestartAsync();

            await Eventually.True(
                async () => (await room.ListAsync<ConfigMap>()) is [{ Metadata: { Name: "orphan", OwnerReferences.IsEmpty: true } }], "only the orphan is left");
        }
        finally
        {
            await lasting.DisposeAsync();
        }
    }

    [Fact]
    public async Task Namespace_goes_with_objects_of_every_kind_and_says_what_holds_it_up()
    {
        var room = await Room.OpenAsync(cluster);
        await DeployAsync(room);
        await PutAsync(room, "free");
        await PutAsync(room, "held", [], "example.com/hold");

        await room.Namespace.Delete(new DeleteRequest());

        await Eventually.True(
            async () => (await room.Namespace.Read())!.Resource.Status.Conditions.Any(condition => condition is
            {
                Type: "NamespaceFinalizersRemaining", Status: "True", Message: "Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances",
            }),
            "the namespace says what holds it up");
        await Eventually.True(
            async () => (await room.Namespace.Read())!.Resource.Status.Conditions.Any(condition => condition.Message == "Some resources are remaining: configmaps. has 1 resource instances"),
            "all else is gone");
        await Passive.ReleaseAsync(Key(room, "held"), new PassiveRelease { Finalizers = ["example.com/hold"] }, default);
        await Eventually.True(async () => await room.Namespace.Read() is null, "the namespace is gone");
        Assert.Empty(await NamesAsync(room));
    }

    private static async Task<Deployment> DeployAsync(Room room) =>
        (await room.Deployment("web").Create(room.DeploymentOf("web", 1, room.Spec()), WriteOptions.Default)).Resource;

    private static OwnerReference Reference(IResource owner) =>
        new() { ApiVersion = owner.ApiVersion, Kind = owner.Kind, Name = owner.Metadata.Name, Uid = owner.Metadata.Uid };

    private static ResourceKey Key(Room room, string name) => new("", "ConfigMap", room.Name, name);

    private static ConfigMap Document(Room room, string name, ImmutableArray<OwnerReference> owners, ImmutableArray<string> finalizers) => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = room.Name, Uid = $"{room.Name}-{name}", OwnerReferences = owners, Finalizers = finalizers },
    };

    // As a gateway creates: the store first, then the word to the collector.
    private async Task<ConfigMap> PutAsync(Room room, string name, ImmutableArray<OwnerReference>? owners = null, params string[] finalizers)
    {
        var map = Document(room, name, owners ?? [], [.. finalizers]);
        await Passive.PutAsync(ResourceJson.SerializeToUtf8(map), 0, default);
        GarbageNotice.SendIfOwned(cluster.Grains, map.Metadata);
        return map;
    }

    // As a gateway deletes.
    private async Task<PassiveEnd> DeleteAsync(Room room, string name, Propagation propagation = Propagation.Background)
    {
        var end = await Passive.DeleteAsync(Key(room, name), new DeleteRequest { Propagation = propagation }, cluster.Clock.GetUtcNow(), default);
        GarbageNotice.Send(cluster.Grains, end!.Resource.Uid);
        return end;
    }

    private static async Task<ConfigMap?> FindAsync(Room room, string name) =>
        (await room.ListAsync<ConfigMap>()).FirstOrDefault(map => map.Metadata.Name == name);

    private static async Task<List<string>> NamesAsync(Room room) => [.. (await room.ListAsync<ConfigMap>()).Select(map => map.Metadata.Name)];

    private static Task GoneAsync(Room room, string name) => Eventually.True(async () => await FindAsync(room, name) is null, $"{name} is gone");
}
