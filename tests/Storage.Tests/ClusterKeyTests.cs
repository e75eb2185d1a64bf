using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Contracts.Access;
using Orchestrator.Contracts.Reading;

namespace Storage.Tests;

/// <summary>Keys of the cluster are made once and kept encrypted.</summary>
public sealed class ClusterKeyTests(StorageFixture storage) : IClassFixture<StorageFixture>, IDisposable
{
    private readonly KeyFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Key_that_many_make_at_once_is_one()
    {
        await using var services = Build();
        var keys = services.GetRequiredService<IClusterKeys>();
        var made = 0;

        var got = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => keys.GetOrMakeAsync("raced", () => $"key {Interlocked.Increment(ref made)}", default)));

        Assert.Single(got.Distinct());
    }

    [Fact]
    public async Task Key_is_not_in_the_database_as_it_is_and_is_bound_to_its_name()
    {
        await using var services = Build();
        var keys = services.GetRequiredService<IClusterKeys>();
        await keys.GetOrMakeAsync("plain", () => "s3cr3t-of-the-cluster", default);
        await storage.ScalarAsync<string>("INSERT INTO cluster_key SELECT 'moved', sealed FROM cluster_key WHERE name = 'plain' RETURNING name");

        Assert.Equal(0, await storage.ScalarAsync<long>("SELECT count(*) FROM cluster_key WHERE strpos(sealed, 's3cr3t') > 0"));
        var fault = await Assert.ThrowsAsync<SealedValueException>(() => keys.GetOrMakeAsync("moved", () => "other", default));
        Assert.Contains("moved there from another place", fault.Message);
    }

    [Fact]
    public async Task Key_is_encrypted_anew_once_a_new_key_for_secrets_comes_first()
    {
        var (old, next) = (KeyFile.NewKey(), KeyFile.NewKey());
        _file.Write(old);
        await using (var before = Build())
        {
            await before.GetRequiredService<IClusterKeys>().GetOrMakeAsync("rotated", () => "value", default);
        }

        _file.Write(next, old);
        await using (var between = Build())
        {
            Assert.Equal("value", await between.GetRequiredService<IClusterKeys>().GetOrMakeAsync("rotated", () => "other", default));
        }

        _file.Write(next);
        await using var after = Build();
        Assert.Equal("value", await after.GetRequiredService<IClusterKeys>().GetOrMakeAsync("rotated", () => "other", default));
    }

    [Fact]
    public async Task Without_a_key_for_secrets_none_is_made()
    {
        var fault = await Assert.ThrowsAsync<SealedValueException>(
            () => storage.Services.GetRequiredService<IClusterKeys>().GetOrMakeAsync("unsealed", () => "value", default));

        Assert.Contains("ORC_SECRETS_KEY_FILE", fault.Message);
    }

    [Fact]
    public async Task Database_that_was_not_set_up_is_told_as_one_that_will_be()
    {
        await using var own = await OwnDatabase.CreateAsync(isMigrated: false);
        await using var services = own.Storage.Build(options => options.SecretsKeyFile = _file.Path);

        await Assert.ThrowsAsync<StorageUnavailableException>(() => services.GetRequiredService<IClusterKeys>().GetOrMakeAsync("early", () => "value", default));
    }

    private ServiceProvider Build() => storage.Build(options => options.SecretsKeyFile = _file.Path);
}
