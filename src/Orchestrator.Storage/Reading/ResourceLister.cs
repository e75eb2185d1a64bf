using System.Data;
using Npgsql;
using Orchestrator.Contracts.Reading;
using Orchestrator.Storage.Selectors;

namespace Orchestrator.Storage.Reading;

/// <summary>
/// Lists as of a version. A list's version is one below which nothing can be added any more, so a watch from it delivers exactly what the list does not
/// have. To hold all that was acknowledged before the call, a list first waits until every change of its kind that it can see is below such a version;
/// that takes as long as the transactions that are running at that moment.
/// </summary>
internal sealed class ResourceLister(NpgsqlDataSource dataSource, PostgresStorageOptions options, TimeProvider time)
{
    private static readonly TimeSpan FreshnessPoll = TimeSpan.FromMilliseconds(3);

    public async Task<ResourceList> ListAsync(ResourceQuery query, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        if (query.Continue is not null)
        {
            var token = ContinueToken.Read(query.Continue);
            return await ReadPageAsync(connection, query, token, null, cancellationToken);
        }

        string? staleBecause = null;
        if (await FindNewestOpenAsync(connection, query, cancellationToken) is { } newest)
        {
            staleBecause = await WaitUntilFinalAsync(connection, newest, cancellationToken);
        }

        // The first page of a version is what follows an item before all others.
        var start = query.AtVersion is { } version ? new ContinueToken(version, "", "") : null;
        return await ReadPageAsync(connection, query, start, staleBecause, cancellationToken);
    }

    /// <summary>The newest change in the query's scope that is committed but not yet below every running transaction.</summary>
    private static async Task<long?> FindNewestOpenAsync(NpgsqlConnection connection, ResourceQuery query, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand { Connection = connection };
        var where = Scope(command.Parameters, query).And("resource_version >= (SELECT resource_version_final())").Condition;
        command.CommandText = $"SELECT max(resource_version) FROM resource_event WHERE {where}";
        return await command.ExecuteScalarAsync(cancellationToken) as long?;
    }

    private async Task<string?> WaitUntilFinalAsync(NpgsqlConnection connection, long version, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            await using (var command = new NpgsqlCommand("SELECT resource_version_final() > $1", connection))
            {
                command.Parameters.Add(new() { Value = version });
                if ((bool)(await command.ExecuteScalarAsync(cancellationToken))!)
                {
                    return null;
                }
            }

            if (time.GetElapsedTime(started) >= options.ListFreshnessTimeout)
            {
                return $"The newest writes may be missing: {await StallFinder.DescribeAsync(connection, cancellationToken)}.";
            }

            await Task.Delay(FreshnessPoll, time, cancellationToken);
        }
    }

    private static async Task<ResourceList> ReadPageAsync(
        NpgsqlConnection connection, ResourceQuery query, ContinueToken? token, string? staleBecause, CancellationToken cancellationToken)
    {
        // One snapshot for the version, the history behind it and the rows.
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var (version, floor, newest, open) = await ReadVersionAsync(connection, query, token, cancellationToken);
        if (version < floor)
        {
            throw new ResourceExpiredException(query.Continue is null
                ? $"The resourceVersion for the provided list is too old: {version}, the oldest that is kept is {floor}."
                : "The continue token is older than the kept history; list again without it.");
        }

        if (version > newest)
        {
            throw new ResourceVersionAheadException(version, newest);
        }

        var items = new List<StoredResource>();
        await using (var command = new NpgsqlCommand { Connection = connection })
        {
            // Without changes above the version, the rows are already as of it.
            var source = open ? AsOf(command.Parameters, query, version) : Now(command.Parameters, query);
            var selection = new SelectorSql(command.Parameters).Add(query);
            AddStart(selection, token);
            var limit = query.Limit is { } count ? $"LIMIT {selection.Bigint(count + 1L)}" : "";
            command.CommandText =
                $"SELECT namespace, name, uid, revision, resource_version, document FROM {source} WHERE {selection.Condition} ORDER BY namespace, name {limit}";
            await ReadItemsAsync(command, query, items, cancellationToken);
        }

        var (next, remaining) = await EndPageAsync(connection, query, token, version, open, items, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new ResourceList(version, items, next, remaining, staleBecause);
    }

    private static async Task<(long Version, long Floor, long Newest, bool Open)> ReadVersionAsync(
        NpgsqlConnection connection, ResourceQuery query, ContinueToken? token, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand { Connection = connection };
        var scope = Scope(command.Parameters, query).Condition;
        var asked = new SelectorSql(command.Parameters).Bigint(token?.Version ?? -1);
        command.CommandText = $"""
            WITH at AS MATERIALIZED (SELECT CASE WHEN {asked} >= 0 THEN {asked} ELSE resource_watermark() END AS version)
            SELECT version, floor, resource_watermark(), EXISTS (SELECT 1 FROM resource_event WHERE {scope} AND resource_version > (SELECT version FROM at))
            FROM at, resource_clock
            """;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetBoolean(3));
    }

    private static async Task ReadItemsAsync(NpgsqlCommand command, ResourceQuery query, List<StoredResource> items, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var key = new ResourceKey(query.Group, query.Kind, reader.GetString(0), reader.GetString(1));
            items.Add(new StoredResource(key, reader.GetString(2), reader.GetInt64(3), reader.GetInt64(4), reader.GetFieldValue<byte[]>(5)));
        }
    }

    private static async Task<(string? Next, long? Remaining)> EndPageAsync(
        NpgsqlConnection connection, ResourceQuery query, ContinueToken? token, long version, bool open, List<StoredResource> items, CancellationToken cancellationToken)
    {
        if (query.Limit is not { } limit || items.Count <= limit)
        {
            return (null, null);
        }

        items.RemoveRange(limit, items.Count - limit);
        var last = items.Count > 0 ? items[^1].Key : null;
        var next = new ContinueToken(version, last?.Namespace ?? token?.Namespace ?? "", last?.Name ?? token?.Name ?? "");
        if (query.Labels.Length > 0 || query.Fields.Length > 0)
        {
            return (next.Write(), null);
        }

        await using var command = new NpgsqlCommand { Connection = connection };
        var source = open ? AsOf(command.Parameters, query, version) : Now(command.Parameters, query);
        var rest = new SelectorSql(command.Parameters);
        AddStart(rest, next);
        command.CommandText = $"SELECT count(*) FROM {source} WHERE {rest.Condition}";
        return (next.Write(), (long)(await command.ExecuteScalarAsync(cancellationToken))!);
    }

    private static void AddStart(SelectorSql selection, ContinueToken? token)
    {
        if (token is not null)
        {
            selection.And($"(namespace, name) > ({selection.Text(token.Namespace)}, {selection.Text(token.Name)})");
        }
    }

    private static string Now(NpgsqlParameterCollection parameters, ResourceQuery query) =>
        $"(SELECT * FROM resource WHERE {Scope(parameters, query).Condition}) AS now";

    // What has not changed since, and of what has, the document before its first change.
    private static string AsOf(NpgsqlParameterCollection parameters, ResourceQuery query, long version)
    {
        var scope = Scope(parameters, query);
        var at = scope.Bigint(version);
        return $$"""
            (SELECT namespace, name, uid, revision, resource_version, labels, document, node_name
             FROM resource WHERE {{scope.Condition}} AND resource_version <= {{at}}
             UNION ALL
             SELECT namespace, name, previous #>> '{metadata,uid}', previous_revision, (previous #>> '{metadata,resourceVersion}')::bigint,
               resource_labels_of(previous), previous, previous #>> '{spec,nodeName}'
             FROM (SELECT DISTINCT ON (namespace, name) namespace, name, previous, previous_revision
                   FROM resource_event WHERE {{scope.Condition}} AND resource_version > {{at}} ORDER BY namespace, name, resource_version) AS later
             WHERE previous IS NOT NULL) AS as_of
            """;
    }

    private static SelectorSql Scope(NpgsqlParameterCollection parameters, ResourceQuery query)
    {
        var scope = new SelectorSql(parameters);
        scope.And($"grp = {scope.Text(query.Group)}").And($"kind = {scope.Text(query.Kind)}");
        return query.Namespace is null ? scope : scope.And($"namespace = {scope.Text(query.Namespace)}");
    }
}
