using System.Collections.Immutable;
using Npgsql;
using Orchestrator.Host.Serving;
using Orchestrator.Storage.Schema;

namespace Orchestrator.Host.Client.Doctoring;

/// <summary>Looks at the database, and at what the cluster says of its silos there.</summary>
internal sealed class DatabaseChecks(ClientSurroundings surroundings, string cluster)
{
    private const string Example = "'Host=127.0.0.1;Database=orc;Username=orc;Password=...'";

    /// <summary>The silos that were found; none where the database cannot be asked.</summary>
    public ImmutableArray<SiloRow> Silos { get; private set; } = [];

    /// <summary>Looks.</summary>
    public async Task<ImmutableArray<Check>> LookAsync(CancellationToken cancellationToken)
    {
        if (surroundings.Variable(HostSettings.PostgresVariable) is not { } text)
        {
            return [Check.Failed("database", $"{HostSettings.PostgresVariable} is not set, so the database is not known", $"set it to a connection string such as {Example}")];
        }

        try
        {
            await using var source = Storage.ServiceCollectionExtensions.CreateDataSource(text);
            return await LookAsync(source, cancellationToken);
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException)
        {
            // The text is not repeated: it may hold a password.
            return [Check.Failed("database", $"{HostSettings.PostgresVariable} is no connection string", $"it must look like {Example}")];
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException or IOException or System.Net.Sockets.SocketException)
        {
            return [Check.Failed("database", $"PostgreSQL cannot be used: {failure.Message}", $"start it, or correct host, user and password in {HostSettings.PostgresVariable}")];
        }
    }

    private async Task<ImmutableArray<Check>> LookAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        var checks = ImmutableArray.CreateBuilder<Check>();
        checks.Add(await ServerAsync(source, cancellationToken));
        checks.Add(await ClockAsync(source, cancellationToken));
        try
        {
            var standing = await SchemaMigrator.LookAsync(source, cancellationToken);
            checks.Add(Judge.Schema(standing));
            checks.AddRange(standing.Applied > 0 ? await SilosAsync(source, cancellationToken) : []);
        }
        catch (SchemaException problem)
        {
            checks.Add(Check.Failed("schema", problem.Message.TrimEnd('.'), "run the orc that fits this database, or name another database"));
        }

        return checks.ToImmutable();
    }

    private static async Task<Check> ServerAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT pg_is_in_recovery()", connection);
        return Judge.Postgres(connection.PostgreSqlVersion, (bool)(await command.ExecuteScalarAsync(cancellationToken))!);
    }

    private async Task<Check> ClockAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        // The connection is open by now, so that the way there and back is all that the asking takes.
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT clock_timestamp()", connection);
        var (asked, began) = (surroundings.Time.GetUtcNow(), surroundings.Time.GetTimestamp());
        var database = new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(cancellationToken))!);
        var took = surroundings.Time.GetElapsedTime(began);
        return Judge.Clock(asked + (took / 2) - database, took);
    }

    private async Task<ImmutableArray<Check>> SilosAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("""
            SELECT SiloName, Address, Port, ProxyPort, Status, StartTime, IAmAliveTime, clock_timestamp()
            FROM OrleansMembershipTable WHERE DeploymentId = $1 ORDER BY SiloName, StartTime
            """);
        command.Parameters.Add(new() { Value = cluster });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = ImmutableArray.CreateBuilder<SiloRow>();
        var now = DateTimeOffset.MinValue;
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new SiloRow(reader.GetString(0), reader.GetString(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetInt32(4), At(5), At(6)));
            now = At(7);
        }

        Silos = rows.ToImmutable();
        return Judge.Silos(Silos, now);

        DateTimeOffset At(int column) => new(reader.GetDateTime(column));
    }
}
