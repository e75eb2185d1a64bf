using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;

namespace Storage.Tests;

/// <summary>Writes grain states as the ADO.NET provider stores them: a JSON payload in a row of OrleansStorage.</summary>
internal static class Grains
{
    public static JsonObject Pod(string name, string uid, JsonObject? labels = null, string @namespace = "default", string kind = "Pod") => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = kind,
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = @namespace, ["uid"] = uid, ["labels"] = labels ?? [] },
        ["status"] = new JsonObject { ["phase"] = "Pending" },
    };

    public static byte[] State(JsonObject? resource, long revision, int bookkeeping = 0) => JsonSerializer.SerializeToUtf8Bytes(new JsonObject
    {
        ["resource"] = resource?.DeepClone(), ["revision"] = revision, ["bookkeeping"] = bookkeeping,
    });

    public static Task StoreAsync(this StorageFixture storage, string grain, JsonObject? resource, long revision, int bookkeeping = 0) =>
        storage.StorePayloadAsync(grain, State(resource, revision, bookkeeping));

    public static async Task StorePayloadAsync(this StorageFixture storage, string grain, byte[]? payload)
    {
        await using var connection = await storage.DataSource.OpenConnectionAsync();
        await StorePayloadAsync(connection, grain, payload);
    }

    public static async Task StorePayloadAsync(NpgsqlConnection connection, string grain, byte[]? payload)
    {
        await using var update = new NpgsqlCommand(
            "UPDATE orleansstorage SET payloadbinary = $2, version = version + 1 WHERE grainidextensionstring = $1", connection);
        Bind(update, grain, payload);
        if (await update.ExecuteNonQueryAsync() > 0)
        {
            return;
        }

        await using var insert = new NpgsqlCommand(
            """
            INSERT INTO orleansstorage (grainidhash, grainidn0, grainidn1, graintypehash, graintypestring, grainidextensionstring, serviceid, payloadbinary, modifiedon, version)
            VALUES (hashtext($1), 0, 0, 1, 'test', $1, 'tests', $2, now(), 1)
            """,
            connection);
        Bind(insert, grain, payload);
        await insert.ExecuteNonQueryAsync();
    }

    private static void Bind(NpgsqlCommand command, string grain, byte[]? payload)
    {
        command.Parameters.Add(new() { Value = grain });
        command.Parameters.Add(new() { Value = (object?)payload ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bytea });
    }
}
