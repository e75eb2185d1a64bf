using System.Text.Json;
using Npgsql;
using Orchestrator.TestKit;

namespace Orchestrator.Hostile.Tests.Sql;

/// <summary>What a PostgreSQL server got, by its own log: each statement's text, and beside it the values of its parameters.</summary>
internal sealed class StatementLog
{
    /// <summary>The settings with which a server writes it.</summary>
    public static readonly string[] Settings = ["logging_collector=on", "log_destination=jsonlog", "log_statement=all", "log_rotation_size=0", "log_rotation_age=0"];

    private StatementLog(List<(string Text, string Values, string Code)> lines) => Lines = lines;

    /// <summary>All lines: the text, the parameters, and the code of the error where it is one.</summary>
    public IReadOnlyList<(string Text, string Values, string Code)> Lines { get; }

    /// <summary>Reads it, up to now: a process of its own writes it, some time after what it tells of.</summary>
    public static async Task<StatementLog> ReadAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        var now = UniqueName.Of("now");
        await using (var mark = new NpgsqlCommand($"SELECT '{now}'", connection))
        {
            await mark.ExecuteScalarAsync();
        }

        await using var command = new NpgsqlCommand("SELECT pg_read_file(pg_current_logfile('jsonlog'))", connection);
        return await Eventually.Value(
            async () =>
            {
                // The last line may be half written.
                var text = (string)(await command.ExecuteScalarAsync())!;
                var whole = text[..(text.LastIndexOf('\n') + 1)];
                return whole.Contains(now, StringComparison.Ordinal) ? new StatementLog([.. whole.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Read)]) : null;
            },
            "the log tells of what was said last");
    }

    private static (string, string, string) Read(string line)
    {
        using var document = JsonDocument.Parse(line);
        string Member(string name) => document.RootElement.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
        var code = Member("error_severity") is "ERROR" or "FATAL" ? Member("state_code") : "";
        return ($"{Member("message")} {Member("statement")}", Member("detail"), code);
    }
}
