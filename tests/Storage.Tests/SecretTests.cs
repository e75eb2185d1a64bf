using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Writing;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;

namespace Storage.Tests;

/// <summary>Values of Secrets are encrypted before they reach a row.</summary>
public sealed class SecretTests(StorageFixture storage) : IClassFixture<StorageFixture>, IDisposable
{
    private const string Value = "s3cr3t-value-of-a-secret";
    private static readonly string Base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(Value));
    private readonly KeyFile _keys = new();

    public void Dispose() => _keys.Dispose();

    [Fact]
    public async Task Nothing_in_the_database_holds_the_value_and_readers_get_it()
    {
        await using var services = Build();
        var key = await PutAsync(services, Sample("plain") with { Immutable = false });
        await PutAsync(services, Sample("plain", note: "changed"));
        await DeleteAsync(services, await PutAsync(services, Sample("gone")));

        var read = (await FindAsync(services, key))!;
        Assert.Equal((Base64, $"applied {Value} {Base64}", "changed"), (read.Data["password"], read.Metadata.Annotations["copy"], read.Metadata.Annotations["note"]));
        var listed = await services.GetRequiredService<IResourceReader>().ListAsync(Secrets("plain"), default);
        Assert.Equal(Base64, ResourceJson.Deserialize<Secret>(Assert.Single(listed.Items).Document.Span).Data["password"]);
        foreach (var table in await TablesAsync())
        {
            var found = await storage.ScalarAsync<long>(
                $"SELECT count(*) FROM \"{table}\" AS t WHERE strpos(t::text, $1) + strpos(t::text, $2) + strpos(t::text, $3) > 0", Value, Base64, Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Base64)));
            Assert.True(found == 0, $"{table} holds the value in {found} rows");
        }

        Assert.True(await storage.ScalarAsync<long>("SELECT count(*) FROM resource_event WHERE kind = 'Secret' AND document #>> '{data,password}' LIKE 'sealed:1:%'") >= 4);
    }

    [Fact]
    public async Task Watch_delivers_the_values_also_of_what_is_deleted()
    {
        await using var services = Build();
        var reader = services.GetRequiredService<IResourceReader>();
        var from = (await reader.ListAsync(Secrets("watched"), default)).ResourceVersion;
        await DeleteAsync(services, await PutAsync(services, Sample("watched")));

        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var seen = new List<(WatchEventType Type, string Value)>();
        await foreach (var change in reader.WatchAsync(Secrets("watched"), from, bound.Token))
        {
            if (change.Type != WatchEventType.Bookmark)
            {
                seen.Add((change.Type, ResourceJson.Deserialize<Secret>(change.Document.Span).Data["password"]));
            }

            if (change.Type == WatchEventType.Deleted)
            {
                break;
            }
        }

        Assert.Equal([(WatchEventType.Added, Base64), (WatchEventType.Deleted, Base64)], seen);
    }

    [Fact]
    public async Task Same_again_changes_nothing()
    {
        await using var services = Build();
        await PutAsync(services, Sample("same"));
        var passive = services.GetRequiredService<IPassiveResourceStore>();

        Assert.False((await passive.PutAsync(ResourceJson.SerializeToUtf8(Sample("same")), 1, default)).Changed);
        Assert.True((await passive.PutAsync(ResourceJson.SerializeToUtf8(Sample("same") with { Data = StringMap.Empty }), 1, default)).Changed);
    }

    [Theory]
    [InlineData("{data,password}", "{data,other}", "moved-key", "moved-key")]
    [InlineData("{data,password}", "{data,password}", "moved-to", "moved-from")]
    public async Task Value_that_was_moved_to_another_place_is_not_read(string to, string from, string name, string source)
    {
        await using var services = Build();
        var key = await PutAsync(services, Sample(name));
        if (source != name)
        {
            await PutAsync(services, Sample(source));
        }

        await storage.ScalarAsync<string>(
            "UPDATE resource r SET document = jsonb_set(r.document, $1::text[], s.document #> $2::text[]) FROM resource s WHERE r.name = $3 AND s.name = $4 AND r.kind = 'Secret' AND s.kind = 'Secret' RETURNING r.name",
            to, from, name, source);

        var fault = await Assert.ThrowsAsync<SealedValueException>(() => FindAsync(services, key));
        Assert.Contains($"the Secret default/{name} cannot be read: a value was changed in the database", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_key_nothing_is_written_or_read_and_what_is_there_can_be_deleted()
    {
        ResourceKey key;
        await using (var before = Build())
        {
            key = await PutAsync(before, Sample("lost"));
        }

        await using var services = storage.Build();
        var unwritten = await Assert.ThrowsAsync<SealedValueException>(() => PutAsync(services, Sample("new")));
        var unread = await Assert.ThrowsAsync<SealedValueException>(() => FindAsync(services, key));
        Assert.Contains("set ORC_SECRETS_KEY_FILE to a file with 32 random bytes as base64", unwritten.Message, StringComparison.Ordinal);
        Assert.Contains("default/lost cannot be read", unread.Message, StringComparison.Ordinal);
        Assert.Contains("set ORC_SECRETS_KEY_FILE to the file that has it", unread.Message, StringComparison.Ordinal);
        var reader = services.GetRequiredService<IResourceReader>();
        await Assert.ThrowsAsync<SealedValueException>(() => reader.ListAsync(Secrets("lost"), default));
        Assert.Equal("lost", Assert.Single((await reader.ListAsync(Secrets("lost") with { AsStored = true }, default)).Items).Key.Name);
        Assert.Empty((await DeleteAsync(services, key))!.Data);
        Assert.Null(await FindAsync(services, key));
    }

    [Fact]
    public async Task New_key_in_front_encrypts_what_is_written_and_the_old_one_still_decrypts()
    {
        var (old, next) = (KeyFile.NewKey(), KeyFile.NewKey());
        _keys.Write(old);
        ResourceKey kept, written;
        await using (var services = Build())
        {
            kept = await PutAsync(services, Sample("kept"));
            written = await PutAsync(services, Sample("written"));
        }

        _keys.Write("# the newest first", next, "", old);
        await using (var services = Build())
        {
            Assert.Equal(Base64, (await FindAsync(services, kept))!.Data["password"]);
            await PutAsync(services, Sample("written"));
        }

        _keys.Write(next);
        await using (var services = Build())
        {
            Assert.Equal(Base64, (await FindAsync(services, written))!.Data["password"]);
            var fault = await Assert.ThrowsAsync<SealedValueException>(() => FindAsync(services, kept));
            Assert.Contains("which is not in the file of ORC_SECRETS_KEY_FILE: add that key", fault.Message, StringComparison.Ordinal);
        }
    }

    private static Secret Sample(string name, string note = "") => new()
    {
        Metadata = new ObjectMeta
        {
            Name = name, Namespace = "default", Uid = $"uid-{name}", Labels = StringMap.Of(("test", name)),
            Annotations = StringMap.Of(("copy", $"applied {Value} {Base64}"), ("note", note)),
        },
        Type = SecretType.Opaque,
        Data = StringMap.Of(("password", Base64), ("other", Base64)),
    };

    private static ResourceQuery Secrets(string name) => new()
    {
        Group = "", Kind = "Secret", Namespace = "default", Labels = Orchestrator.Resources.Selectors.LabelSelectorParser.Parse($"test={name}"),
    };

    private static async Task<ResourceKey> PutAsync(ServiceProvider services, Secret secret)
    {
        await services.GetRequiredService<IPassiveResourceStore>().PutAsync(ResourceJson.SerializeToUtf8(secret), null, default);
        return new ResourceKey("", "Secret", "default", secret.Metadata.Name);
    }

    private static async Task<Secret?> FindAsync(ServiceProvider services, ResourceKey key) =>
        Read(await services.GetRequiredService<IResourceReader>().FindAsync(key, default));

    private static async Task<Secret?> DeleteAsync(ServiceProvider services, ResourceKey key) =>
        Read((await services.GetRequiredService<IPassiveResourceStore>().DeleteAsync(key, new DeleteRequest(), DateTimeOffset.UnixEpoch, default))?.Resource);

    private static Secret? Read(StoredResource? stored) => stored is null ? null : ResourceJson.Deserialize<Secret>(stored.Document.Span);

    private ServiceProvider Build() => storage.Build(options => options.SecretsKeyFile = _keys.Path);

    private async Task<List<string>> TablesAsync()
    {
        await using var command = storage.DataSource.CreateCommand("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
        await using var reader = await command.ExecuteReaderAsync();
        var tables = new List<string>();
        while (await reader.ReadAsync())
        {
            tables.Add(reader.GetString(0));
        }

        Assert.True(tables.Count > 5);
        return tables;
    }
}
