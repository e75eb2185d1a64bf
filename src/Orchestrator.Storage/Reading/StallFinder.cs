using System.Globalization;
using Npgsql;

namespace Orchestrator.Storage.Reading;

/// <summary>Finds the transaction that holds complete history back: the oldest on the server that has an identifier, in whatever database.</summary>
internal static class StallFinder
{
    private const string Sql = """
        SELECT pid::text, coalesce(application_name, ''), coalesce(datname, ''), coalesce(state, ''),
          extract(epoch FROM clock_timestamp() - xact_start)::float8, age(backend_xid)
        FROM pg_stat_activity WHERE backend_xid IS NOT NULL AND pid <> pg_backend_pid()
        UNION ALL
        SELECT NULL, gid, database, 'prepared', extract(epoch FROM clock_timestamp() - prepared)::float8, age(transaction) FROM pg_prepared_xacts
        ORDER BY 6 DESC LIMIT 1
        """;

    public static async Task<string> DescribeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return "a transaction that has ended meanwhile, or that pg_stat_activity does not show to this role, held them back";
        }

        var seconds = reader.IsDBNull(4) ? "unknown" : reader.GetDouble(4).ToString("F1", CultureInfo.InvariantCulture);
        return reader.IsDBNull(0)
            ? $"the prepared transaction '{reader.GetString(1)}' in database '{reader.GetString(2)}', {seconds} s old, holds them back"
            : $"process {reader.GetString(0)} of PostgreSQL (application '{reader.GetString(1)}', database '{reader.GetString(2)}', {reader.GetString(3)}) "
              + $"has had a writing transaction open for {seconds} s";
    }
}
