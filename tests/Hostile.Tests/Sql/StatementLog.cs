using System.Text.Json;
using Npgsql;

namespace Orchestrator.Hostile.Tests.Sql;

/// <summary>What a PostgreSQL server got, by its own log: each statement's text, and beside it the values of its parameters.</summary>
internal sealed class StatementLog
{
    /// <summary>The settings with which a server writes it.</summary>
    public static readonly string[] Settings = ["logging_collector=on", "log_destination=jsonlog", "log_statement=all"];

    private StatementLog(List<(string Text, string Values, string Code)> lines) => Lines = lines;

    /// <summary>All lines: the text, the parameters, and the code of the error where it is one.</summary>
    public IReadOnlyList<(string Text, string Values, string Code)> Lines { get; }

    /// <summary>Reads it.</summary>
    public static async Task<StatementLog> ReadAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT pg_read_file(pg_current_logfile('jsonlog'))", connection);
        var text = (string)(await command.ExecuteScalarAsync())!;
        return new StatementLog([.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Read)]);
    }

    private static (string, string, string) Read(string line)
    {
        using var document = JsonDocument.Parse(line);
        string Member(string name) => document.RootElement.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
        var code = Member("error_severity") is "ERROR" or "FATAL" ? Member("state_code") : "";
        return ($"{Member("message")} {Member("statement")}", Member("detail"), code);
    }
}
