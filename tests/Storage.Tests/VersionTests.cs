using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;

namespace Storage.Tests;

/// <summary>Whether resources have changed is told without reading them.</summary>
public sealed class VersionTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    [Fact]
    public async Task Versions_are_those_of_the_objects_and_rise_with_a_change_and_who_is_not_there_is_left_out()
    {
        var (first, second) = (await PutAsync("first", "1"), await PutAsync("second", "1"));
        ResourceKey[] asked = [first, second, first, first with { Name = "absent" }, first with { Namespace = "other" }, first with { Name = "a\0b" }];

        var before = await FindAsync(asked);
        await PutAsync("first", "2");
        var after = await FindAsync(asked);

        Assert.Equal(new[] { first, second }.ToHashSet(), before.Keys.ToHashSet());
        Assert.Equal((await storage.Reader.FindAsync(second, default))!.ResourceVersion, before[second]);
        Assert.Equal((await storage.Reader.FindAsync(first, default))!.ResourceVersion, after[first]);
        Assert.True(after[first] > before[first]);
        Assert.Equal(before[second], after[second]);
        Assert.Empty(await FindAsync([]));
    }

    [Fact]
    public async Task Of_those_that_are_known_only_what_changed_or_went_is_read()
    {
        var (same, other, gone) = (await PutAsync("same", "1"), await PutAsync("other", "1"), await PutAsync("gone", "1"));
        var (absent, unstorable) = (same with { Name = "never" }, same with { Name = "a\0b" });
        var known = (await FindAsync([same, other, gone])).ToDictionary();
        await PutAsync("other", "2");
        await storage.Passive.DeleteAsync(gone, new DeleteRequest(), DateTimeOffset.UnixEpoch, default);
        known.Add(absent, 0);
        known.Add(unstorable, 0);

        var changed = await storage.Services.GetRequiredService<IResourceVersions>().FindChangedAsync(known, default);

        Assert.Equal(new[] { other, gone, absent, unstorable }.ToHashSet(), changed.Keys.ToHashSet());
        var now = (await storage.Reader.FindAsync(other, default))!;
        Assert.Equal((now.Key, now.Uid, now.Revision, now.ResourceVersion), (changed[other]!.Key, changed[other]!.Uid, changed[other]!.Revision, changed[other]!.ResourceVersion));
        Assert.True(now.Document.Span.SequenceEqual(changed[other]!.Document.Span));
        Assert.All([gone, absent, unstorable], key => Assert.Null(changed[key]));
    }

    private Task<IReadOnlyDictionary<ResourceKey, long>> FindAsync(IReadOnlyCollection<ResourceKey> keys) =>
        storage.Services.GetRequiredService<IResourceVersions>().FindVersionsAsync(keys, default);

    private async Task<ResourceKey> PutAsync(string name, string value)
    {
        var map = new ConfigMap { Metadata = new ObjectMeta { Name = name, Namespace = "default", Uid = $"uid-{name}" }, Data = StringMap.Of(("a", value)) };
        await storage.Passive.PutAsync(ResourceJson.SerializeToUtf8(map), null, default);
        return new ResourceKey("", "ConfigMap", "default", name);
    }
}
