using Npgsql;
using Orchestrator.Contracts.Reading;
using static Storage.Tests.Grains;

namespace Storage.Tests;

public sealed class ProjectionTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    [Fact]
    public async Task Bookkeeping_changed_alone_raises_no_version()
    {
        await storage.StoreAsync("quiet", Pod("quiet", "q1"), 1);
        var before = await storage.Reader.FindAsync(Key("quiet"), default);
        await storage.StoreAsync("quiet", Pod("quiet", "q1"), 1, bookkeeping: 7);
        var after = await storage.Reader.FindAsync(Key("quiet"), default);
        Assert.Equal(before!.ResourceVersion, after!.ResourceVersion);
        Assert.Equal(["ADDED"], await EventsOf("quiet"));
    }

    [Fact]
    public async Task Resource_life_is_added_modified_deleted_and_its_tombstone_is_quiet()
    {
        await storage.StoreAsync("life", null, 0);
        await storage.StoreAsync("life", Pod("life", "l1"), 1);
        await storage.StoreAsync("life", Pod("life", "l1", new() { ["a"] = "b" }), 2);
        await storage.StoreAsync("life", null, 3);
        await storage.StorePayloadAsync("life", null);
        await storage.StorePayloadAsync("life", []);
        Assert.Null(await storage.Reader.FindAsync(Key("life"), default));
        await storage.StoreAsync("life", Pod("life", "l2"), 1);
        Assert.Equal(["ADDED", "MODIFIED", "DELETED", "ADDED"], await EventsOf("life"));
        Assert.Equal("l2", (await storage.Reader.FindAsync(Key("life"), default))!.Uid);
    }

    [Fact]
    public async Task Another_uid_in_one_write_is_a_deletion_and_an_addition_with_versions_of_their_own()
    {
        await storage.StoreAsync("swap", Pod("swap", "s1"), 4);
        await storage.StoreAsync("swap", Pod("swap", "s2"), 1);
        Assert.Equal(["ADDED", "DELETED", "ADDED"], await EventsOf("swap"));
        Assert.Equal(3, await storage.ScalarAsync<long>("SELECT count(DISTINCT resource_version) FROM resource_event WHERE name = 'swap'"));
    }

    [Fact]
    public async Task Document_changed_without_a_risen_revision_is_refused_and_changes_nothing()
    {
        await storage.StoreAsync("rev", Pod("rev", "r1"), 5);
        await Assert.ThrowsAsync<PostgresException>(() => storage.StoreAsync("rev", Pod("rev", "r1", new() { ["x"] = "y" }), 5));
        Assert.Equal(5, (await storage.Reader.FindAsync(Key("rev"), default))!.Revision);
        Assert.Equal(["ADDED"], await EventsOf("rev"));
    }

    [Fact]
    public async Task State_without_a_resource_is_ignored()
    {
        await storage.StorePayloadAsync("plain", """{"members":[1,2]}"""u8.ToArray());
        await storage.StorePayloadAsync("binary", [1, 2, 255]);
        Assert.Equal(0, await storage.ScalarAsync<long>("SELECT count(*) FROM resource WHERE name IN ('plain', 'binary')"));
    }

    [Fact]
    public async Task Two_grains_with_one_name_are_refused()
    {
        await storage.StoreAsync("first", Pod("same", "u1"), 1);
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => storage.StoreAsync("second", Pod("same", "u2"), 1));
        Assert.Equal(PostgresErrorCodes.UniqueViolation, refusal.SqlState);
        Assert.Equal("u1", (await storage.Reader.FindAsync(Key("same"), default))!.Uid);
    }

    [Fact]
    public async Task Rolled_back_write_leaves_no_trace()
    {
        await using (var connection = await storage.DataSource.OpenConnectionAsync())
        await using (await connection.BeginTransactionAsync())
        {
            await StorePayloadAsync(connection, "gone", State(Pod("gone", "g1"), 1));
        }

        Assert.Null(await storage.Reader.FindAsync(Key("gone"), default));
        Assert.Empty(await EventsOf("gone"));
    }

    [Fact]
    public async Task Revision_and_version_lead_to_each_other()
    {
        await storage.StoreAsync("both", Pod("both", "b1"), 1);
        var first = (await storage.Reader.FindAsync(Key("both"), default))!.ResourceVersion;
        await storage.StoreAsync("both", Pod("both", "b1", new() { ["n"] = "2" }), 2);
        var second = (await storage.Reader.FindAsync(Key("both"), default))!.ResourceVersion;
        Assert.True(second > first);
        Assert.Equal(1, await storage.Reader.FindRevisionAsync("b1", first, default));
        Assert.Equal(2, await storage.Reader.FindRevisionAsync("b1", second, default));
        Assert.Null(await storage.Reader.FindRevisionAsync("b1", second + 1, default));
        Assert.Null(await storage.Reader.FindRevisionAsync("other", second, default));
        Assert.Equal(second, await storage.Reader.FindVersionAsync("b1", 2, default));
        Assert.Null(await storage.Reader.FindVersionAsync("b1", 3, default));
    }

    private static ResourceKey Key(string name) => new("", "Pod", "default", name);

    private async Task<string[]> EventsOf(string name) => await storage.ScalarAsync<string[]>(
        "SELECT coalesce(array_agg(type ORDER BY resource_version), '{}') FROM resource_event WHERE name = $1", name);
}
