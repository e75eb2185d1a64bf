using System.Net.Sockets;
using Npgsql;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Writing;
using Orchestrator.Storage.Quotas;

namespace Orchestrator.Storage;

/// <summary>Tells what passes by itself from what does not, once, where PostgreSQL is called.</summary>
internal static class PostgresFaults
{
    /// <summary>Whether the server is away, starting, stopping or out of connections, so that the same call can succeed later.</summary>
    public static bool IsAway(Exception e) => e switch
    {
        PostgresException { SqlState: var state } => state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("57P", StringComparison.Ordinal)
            || state.StartsWith("53", StringComparison.Ordinal),
        NpgsqlException or SocketException or TimeoutException or IOException => true,
        _ => false,
    };

    /// <summary>Whether a write lost against another one in a way that a repetition resolves (a deadlock or a serialization failure).</summary>
    public static bool IsContention(Exception e) => e is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    /// <summary>Runs a call and gives its failures their contract's names.</summary>
    public static async Task<T> TranslateAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (PostgresException refused) when (refused.SqlState == QuotaRefusal.SqlState)
        {
            throw QuotaRefusal.Of(refused.MessageText);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresServiceClaims.TakenSqlState)
        {
            throw new ClaimTakenException(refused.MessageText);
        }
        catch (Exception e) when (IsAway(e))
        {
            // The cause gets to other silos in it, and Microsoft Orleans writes no exception that holds one of the driver's types.
            throw new StorageUnavailableException("PostgreSQL did not answer; try again.", new IOException(Words(e)));
        }
    }

    private static string Words(Exception e) => $"{e.GetType().Name}: {e.Message}{(e.InnerException is { } inner ? $" ({Words(inner)})" : "")}";

    /// <inheritdoc cref="TranslateAsync{T}"/>
    public static Task TranslateAsync(Func<Task> call) => TranslateAsync(async () =>
    {
        await call();
        return true;
    });
}
