namespace Storage.Tests;

/// <summary>A database for one test that changes what others of its class rely on.</summary>
internal sealed class OwnDatabase : IAsyncDisposable
{
    public StorageFixture Storage { get; } = new();

    public static async Task<OwnDatabase> CreateAsync(bool isMigrated = true)
    {
        var own = new OwnDatabase();
        await own.Storage.StartAsync(isMigrated: isMigrated);
        return own;
    }

    public async ValueTask DisposeAsync() => await Storage.DisposeAsync();
}
