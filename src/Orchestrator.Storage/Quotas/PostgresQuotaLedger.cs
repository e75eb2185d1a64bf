using System.Collections.Immutable;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Orchestrator.Contracts.Quotas;
using Orchestrator.Resources.Core;

namespace Orchestrator.Storage.Quotas;

internal sealed class PostgresQuotaLedger(NpgsqlDataSource dataSource) : IQuotaLedger
{
    private const string Entry = "jsonb_build_object('hard', hard, 'used', used)";

    public Task RequireRoomAsync(ReadOnlyMemory<byte> document, CancellationToken cancellationToken) => PostgresFaults.TranslateAsync(async () =>
    {
        await using var command = dataSource.CreateCommand("SELECT require_quota($1)");
        command.Parameters.Add(new() { Value = document, NpgsqlDbType = NpgsqlDbType.Jsonb });
        await command.ExecuteNonQueryAsync(cancellationToken);
    });

    public Task<ImmutableArray<QuotaAccount>> ListUntoldAsync(int max, CancellationToken cancellationToken) => PostgresFaults.TranslateAsync(async () =>
    {
        await using var command = dataSource.CreateCommand(
            $"SELECT namespace, name, uid, {Entry}::text FROM quota WHERE told IS DISTINCT FROM {Entry} ORDER BY namespace, name LIMIT $1");
        command.Parameters.Add(new() { Value = max });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var accounts = ImmutableArray.CreateBuilder<QuotaAccount>();
        while (await reader.ReadAsync(cancellationToken))
        {
            accounts.Add(Read(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3)));
        }

        return accounts.ToImmutable();
    });

    public Task ToldAsync(QuotaAccount account, CancellationToken cancellationToken) => PostgresFaults.TranslateAsync(async () =>
    {
        await using var command = dataSource.CreateCommand("UPDATE quota SET told = $4 WHERE (namespace, name, uid) = ($1, $2, $3)");
        command.Parameters.Add(new() { Value = account.Namespace });
        command.Parameters.Add(new() { Value = account.Name });
        command.Parameters.Add(new() { Value = account.Uid });
        command.Parameters.Add(new() { Value = account.Entry, NpgsqlDbType = NpgsqlDbType.Jsonb });
        await command.ExecuteNonQueryAsync(cancellationToken);
    });

    private static QuotaAccount Read(string ns, string name, string uid, string entry)
    {
        using var document = JsonDocument.Parse(entry);
        return new QuotaAccount
        {
            Namespace = ns,
            Name = name,
            Uid = uid,
            Hard = Amounts(document.RootElement.GetProperty("hard"), value => Quantity.Parse(value.GetString()!)),
            Used = Amounts(document.RootElement.GetProperty("used"), value => LedgerAmount.Read(value.GetRawText())),
            Entry = entry,
        };
    }

    private static ImmutableSortedDictionary<string, Quantity> Amounts(JsonElement map, Func<JsonElement, Quantity> read) =>
        map.EnumerateObject().ToImmutableSortedDictionary(entry => entry.Name, entry => read(entry.Value), StringComparer.Ordinal);
}
