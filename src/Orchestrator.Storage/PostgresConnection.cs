using Npgsql;

namespace Orchestrator.Storage;

/// <summary>What every connection to PostgreSQL gets, unless the connection string says otherwise.</summary>
public static class PostgresConnection
{
    private const string PoolMax = "Maximum Pool Size";
    private const string NoReset = "No Reset On Close";
    private const int Prepared = 100;

    // A server process that has run our statements before answers ten times as fast as a new one, and a server takes 100 by default: few that stay, not many.
    private const int Pooled = 16;

    /// <summary>Statements are prepared once they repeat, the pool is small, and the server can tell who we are.</summary>
    /// <param name="connectionString">As the user gave it; what it says of these settings holds.</param>
    public static string WithDefaults(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        settings.ApplicationName ??= "orc";
        if (settings.MaxAutoPrepare == 0)
        {
            (settings.MaxAutoPrepare, settings.AutoPrepareMinUsages) = (Prepared, 2);
        }

        // Nothing of a session outlives the statement that set it, so there is nothing to reset between two users of a connection.
        if (!settings.ShouldSerialize(NoReset))
        {
            settings.NoResetOnClose = true;
        }

        if (!settings.ShouldSerialize(PoolMax))
        {
            settings.MaxPoolSize = Pooled;
        }

        return settings.ConnectionString;
    }
}
