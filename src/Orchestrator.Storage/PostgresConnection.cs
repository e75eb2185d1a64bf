using Npgsql;

namespace Orchestrator.Storage;

/// <summary>What every connection of ours has.</summary>
internal static class PostgresConnection
{
    /// <summary>Statements are prepared once they repeat, and the server can tell who we are.</summary>
    public static NpgsqlConnectionStringBuilder Prepared(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        settings.MaxAutoPrepare = Math.Max(settings.MaxAutoPrepare, 100);
        settings.AutoPrepareMinUsages = 2;
        settings.ApplicationName ??= "orc";
        return settings;
    }
}
