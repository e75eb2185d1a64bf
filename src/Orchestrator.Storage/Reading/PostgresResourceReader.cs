using Microsoft.Extensions.Options;
using Npgsql;
using Orchestrator.Contracts.Reading;
using Orchestrator.Storage.Watching;

namespace Orchestrator.Storage.Reading;

internal sealed class PostgresResourceReader(
    NpgsqlDataSource dataSource, ResourceWatchHub hub, IOptions<PostgresStorageOptions> options, StorageMetrics metrics, TimeProvider time) : IResourceReader
{
    private readonly ResourceLister _lister = new(dataSource, options.Value, time);

    public Task<StoredResource?> FindAsync(ResourceKey key, CancellationToken cancellationToken) => PostgresFaults.TranslateAsync(async () =>
    {
        if (key.Namespace.Contains('\0') || key.Name.Contains('\0'))
        {
            return null;
        }

        await using var command = dataSource.CreateCommand(
            "SELECT uid, revision, resource_version, document FROM resource WHERE grp = $1 AND kind = $2 AND namespace = $3 AND name = $4");
        command.Parameters.Add(new() { Value = key.Group });
        command.Parameters.Add(new() { Value = key.Kind });
        command.Parameters.Add(new() { Value = key.Namespace });
        command.Parameters.Add(new() { Value = key.Name });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new StoredResource(key, reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetFieldValue<byte[]>(3))
            : null;
    });

    public async Task<ResourceList> ListAsync(ResourceQuery query, CancellationToken cancellationToken)
    {
        if (query.Limit is <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(query), query.Limit, "a limit is 1 or more; leave it out for all");
        }

        if (query.Namespace is not null && query.Namespace.Contains('\0'))
        {
            query = query with { Namespace = "", Labels = [], Fields = [new(["metadata", "name"], "", false)] };
        }

        using var activity = StorageMetrics.Activities.StartActivity("resources.list");
        activity?.SetTag("kind", query.Kind);
        var started = time.GetTimestamp();
        var list = await PostgresFaults.TranslateAsync(() => _lister.ListAsync(query, cancellationToken));
        metrics.ListDuration.Record(time.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("kind", query.Kind));
        if (list.StaleBecause is not null)
        {
            metrics.StaleLists.Add(1);
        }

        return list;
    }

    public IAsyncEnumerable<WatchEvent> WatchAsync(ResourceQuery query, long fromVersion, CancellationToken cancellationToken) =>
        hub.WatchAsync(query, fromVersion, cancellationToken);

    public Task<long?> FindRevisionAsync(string uid, long resourceVersion, CancellationToken cancellationToken) => FindNumberAsync(
        """
        SELECT revision FROM resource WHERE uid = $1 AND resource_version = $2
        UNION ALL SELECT revision FROM resource_event WHERE uid = $1 AND resource_version = $2 LIMIT 1
        """,
        uid, resourceVersion, cancellationToken);

    // A deletion that raised no revision shares the last change's; asked for that revision, the change's version is meant.
    public Task<long?> FindVersionAsync(string uid, long revision, CancellationToken cancellationToken) => FindNumberAsync(
        """
        SELECT resource_version FROM (
          SELECT resource_version, false AS deleted FROM resource WHERE uid = $1 AND revision = $2
          UNION ALL SELECT resource_version, type = 'DELETED' FROM resource_event WHERE uid = $1 AND revision = $2) AS found
        ORDER BY deleted, resource_version LIMIT 1
        """,
        uid, revision, cancellationToken);

    private Task<long?> FindNumberAsync(string sql, string uid, long number, CancellationToken cancellationToken) => PostgresFaults.TranslateAsync(async () =>
    {
        if (uid.Contains('\0'))
        {
            return null;
        }

        await using var command = dataSource.CreateCommand(sql);
        command.Parameters.Add(new() { Value = uid });
        command.Parameters.Add(new() { Value = number });
        return await command.ExecuteScalarAsync(cancellationToken) as long?;
    });
}
