using Npgsql;
using Orchestrator.Storage;

namespace Storage.Tests;

public sealed class PostgresConnectionTests
{
    [Fact]
    public void Connection_without_settings_is_pooled_by_few_and_prepares()
    {
        var settings = new NpgsqlConnectionStringBuilder(PostgresConnection.WithDefaults("Host=database;Username=orc"));
        Assert.True(settings.Pooling);
        Assert.InRange(settings.MaxPoolSize, 2, 50);
        Assert.InRange(settings.MaxAutoPrepare, 1, 1000);
        Assert.Equal("orc", settings.ApplicationName);
    }

    [Fact]
    public void Setting_of_the_user_holds()
    {
        var settings = new NpgsqlConnectionStringBuilder(
            PostgresConnection.WithDefaults("Host=database;Maximum Pool Size=100;Max Auto Prepare=7;Application Name=mine;Pooling=false"));
        Assert.Equal((100, 7, "mine", false), (settings.MaxPoolSize, settings.MaxAutoPrepare, settings.ApplicationName, settings.Pooling));
    }
}
