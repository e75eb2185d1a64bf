using Orleans;

namespace StandIns.Tests.Silos;

/// <summary>One silo and one database for the tests of a class.</summary>
public class SiloFixture : IAsyncLifetime
{
    public TestDatabase Database { get; private set; } = null!;

    public TestSilo Silo { get; private set; } = null!;

    public IGrainFactory Grains => Silo.Grains;

    protected virtual TestSiloSettings Settings => new();

    public async Task InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync();
        Silo = await TestSilo.StartAsync(Database, Settings);
    }

    public async Task DisposeAsync()
    {
        await Silo.DisposeAsync();
        await Database.DisposeAsync();
    }
}
