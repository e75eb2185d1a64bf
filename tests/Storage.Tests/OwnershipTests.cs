using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Writing;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;

namespace Storage.Tests;

/// <summary>Who owns whom, and how documents without grains end.</summary>
public sealed class OwnershipTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private IOwnershipReader Ownership => storage.Services.GetRequiredService<IOwnershipReader>();

    [Fact]
    public async Task Owned_objects_are_found_by_any_of_their_owners_those_that_stay_first()
    {
        await PutAsync("own", "ending", ["own-a"], ["example.com/hold"]);
        await PutAsync("own", "staying", ["own-b", "own-a"]);
        await PutAsync("own", "other", ["own-c"]);
        await storage.Passive.DeleteAsync(Key("own", "ending"), new DeleteRequest(), Now, default);

        Assert.Equal(["staying", "ending"], Names(await Ownership.ListOwnedAsync(["own-a"], 10, default)));
        Assert.Equal(["staying"], Names(await Ownership.ListOwnedAsync(["own-a"], 1, default)));
        Assert.Equal(["other", "staying"], Names(await Ownership.ListOwnedAsync(["own-b", "own-c", "nobody"], 10, default)));
        Assert.Equal(["other"], Names(await Ownership.FindAsync(["own-other", "nobody"], default)));
    }

    [Fact]
    public async Task Abandoned_objects_are_those_whose_owner_is_neither_in_their_namespace_nor_in_none()
    {
        await PutAsync("left", "owner");
        await PutAsync("left", "well", ["left-owner"]);
        await PutAsync("left", "lost", ["left-owner", "left-gone"]);
        await PutAsync("left-b", "astray", ["left-owner"]);
        await PutAsync("left", "ending", ["left-gone"], ["example.com/hold"]);
        await storage.Passive.DeleteAsync(Key("left", "ending"), new DeleteRequest(), Now, default);

        var found = (await Ownership.ListAbandonedAsync(null, 100, default)).Where(item => item.Key.Namespace.StartsWith("left", StringComparison.Ordinal)).ToImmutableArray();

        Assert.Equal(["lost", "astray"], Names(found));
        Assert.DoesNotContain("lost", Names(await Ownership.ListAbandonedAsync(Key("left", "lost"), 100, default)));
    }

    [Theory]
    [InlineData(Propagation.Background, true, null)]
    [InlineData(Propagation.Foreground, false, "foregroundDeletion")]
    [InlineData(Propagation.Orphan, false, "orphan")]
    public async Task Object_that_owns_something_is_held_as_its_deletion_asks(Propagation policy, bool gone, string? finalizer)
    {
        var ns = $"hold-{policy}".ToLowerInvariant();
        await PutAsync(ns, "owner");
        await PutAsync(ns, "owned", [$"{ns}-owner"]);

        var end = await storage.Passive.DeleteAsync(Key(ns, "owner"), new DeleteRequest { Propagation = policy }, Now, default);

        Assert.Equal(gone, end!.Gone);
        Assert.Equal(finalizer, Read(end.Resource).Metadata.Finalizers.FirstOrDefault());
        Assert.Equal(gone ? null : Now, Read(end.Resource).Metadata.DeletionTimestamp);
        Assert.Equal(gone ? [] : ["owner"], Names((await Ownership.ListHeldAsync(100, default)).Where(item => item.Key.Namespace == ns)));
        Assert.Equal(gone, await storage.Reader.FindAsync(Key(ns, "owner"), default) is null);
    }

    [Fact]
    public async Task Document_is_released_from_owners_and_finalizers_and_goes_with_the_last_hold()
    {
        await PutAsync("free", "a", ["free-x", "free-y"], ["example.com/one", "example.com/two"]);
        var release = new PassiveRelease { ExpectedUid = "free-a", Owners = ["free-x"], Finalizers = ["example.com/one"] };

        var released = await storage.Passive.ReleaseAsync(Key("free", "a"), release, default);
        var again = await storage.Passive.ReleaseAsync(Key("free", "a"), release, default);
        await storage.Passive.DeleteAsync(Key("free", "a"), new DeleteRequest(), Now, default);
        var last = await storage.Passive.ReleaseAsync(Key("free", "a"), new PassiveRelease { Finalizers = ["example.com/two"] }, default);

        Assert.Equal("free-y", Assert.Single(Read(released!.Resource).Metadata.OwnerReferences).Uid);
        Assert.Equal("example.com/two", Assert.Single(Read(released.Resource).Metadata.Finalizers));
        Assert.Equal((2, 2, false), (released.Resource.Revision, again!.Resource.Revision, again.Gone));
        Assert.True(last!.Gone);
        Assert.Null(await storage.Reader.FindAsync(Key("free", "a"), default));
        Assert.Null(await storage.Passive.ReleaseAsync(Key("free", "a"), release, default));
    }

    [Fact]
    public async Task Release_of_another_object_is_refused()
    {
        await PutAsync("mine", "a");

        await Assert.ThrowsAsync<RevisionConflictException>(() => storage.Passive.ReleaseAsync(Key("mine", "a"), new PassiveRelease { ExpectedUid = "other" }, default));
        await Assert.ThrowsAsync<RevisionConflictException>(() => storage.Passive.ReleaseAsync(Key("mine", "a"), new PassiveRelease { ExpectedRevision = 7 }, default));
    }

    [Fact]
    public async Task Deletion_that_is_only_tried_answers_what_would_be_and_changes_nothing()
    {
        await PutAsync("try", "held", [], ["example.com/hold"]);
        await PutAsync("try", "free");

        var held = await storage.Passive.DeleteAsync(Key("try", "held"), new DeleteRequest { DryRun = true }, Now, default);
        var free = await storage.Passive.DeleteAsync(Key("try", "free"), new DeleteRequest { DryRun = true }, Now, default);

        Assert.Equal((false, true), (held!.Gone, free!.Gone));
        Assert.Equal(Now, Read(held.Resource).Metadata.DeletionTimestamp);
        Assert.All(await Task.WhenAll(storage.Reader.FindAsync(Key("try", "held"), default), storage.Reader.FindAsync(Key("try", "free"), default)), stored =>
            Assert.Equal((1, null), (stored!.Revision, Read(stored).Metadata.DeletionTimestamp)));
    }

    private static ResourceKey Key(string ns, string name) => new("", "ConfigMap", ns, name);

    private static ConfigMap Read(StoredResource stored) => ResourceJson.Deserialize<ConfigMap>(stored.Document.Span);

    private static IEnumerable<string> Names(IEnumerable<StoredMetadata> found) => found.Select(item => item.Metadata.Name);

    private Task<PassiveWrite> PutAsync(string ns, string name, string[]? owners = null, string[]? finalizers = null) => storage.Passive.PutAsync(
        ResourceJson.SerializeToUtf8(new ConfigMap
        {
            Metadata = new ObjectMeta
            {
                Name = name,
                Namespace = ns,
                Uid = $"{ns}-{name}",
                OwnerReferences = [.. (owners ?? []).Select(owner => new OwnerReference { ApiVersion = "v1", Kind = "ConfigMap", Name = "owner", Uid = owner })],
                Finalizers = [.. finalizers ?? []],
            },
        }),
        0,
        default);
}
