using System.Collections.Concurrent;
using Npgsql;

namespace Orleans;

/// <summary>The databases that hold states, reminders and the membership: one for each connection string.</summary>
internal sealed class QueryDatabases : IAsyncDisposable
{
    // Few statements are used, over and over, so preparing all of them costs little.
    private const int PreparedMax = 32;

    private readonly ConcurrentDictionary<string, Lazy<QueryDatabase>> _databases = new(StringComparer.Ordinal);

    public QueryDatabase Get(string connectionString) =>
        _databases.GetOrAdd(connectionString, static text => new Lazy<QueryDatabase>(() => Open(text))).Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _databases.Values)
        {
            await database.Value.DisposeAsync();
        }
    }

    private static QueryDatabase Open(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        if (builder.MaxAutoPrepare == 0)
        {
            builder.MaxAutoPrepare = PreparedMax;
            builder.AutoPrepareMinUsages = 2;
        }

        return new QueryDatabase(new NpgsqlDataSourceBuilder(builder.ConnectionString).Build());
    }
}
