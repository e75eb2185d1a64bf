using Microsoft.Extensions.Options;
using Npgsql;
using Orchestrator.Contracts.Reading;
using Orchestrator.Storage.Secrets;

namespace Orchestrator.Storage;

internal sealed class PostgresStorageOptionsValidator : IValidateOptions<PostgresStorageOptions>
{
    public ValidateOptionsResult Validate(string? name, PostgresStorageOptions options)
    {
        var failures = new List<string>();
        if (FindConnectionStringFault(options.ConnectionString) is { } fault)
        {
            failures.Add(fault);
        }

        if (FindKeyFileFault(options.SecretsKeyFile) is { } unreadable)
        {
            failures.Add(unreadable);
        }

        RequirePositive(nameof(options.PollIntervalBusy), options.PollIntervalBusy);
        RequirePositive(nameof(options.BookmarkInterval), options.BookmarkInterval);
        RequirePositive(nameof(options.ListFreshnessTimeout), options.ListFreshnessTimeout);
        RequirePositive(nameof(options.StallThreshold), options.StallThreshold);
        RequirePositive(nameof(options.HistoryKept), options.HistoryKept);
        RequirePositive(nameof(options.EventsKept), options.EventsKept);
        RequirePositive(nameof(options.PruneInterval), options.PruneInterval);
        RequirePositive(nameof(options.EventFlushTimeout), options.EventFlushTimeout);
        Require(options.PollIntervalIdle >= options.PollIntervalBusy, nameof(options.PollIntervalIdle), "at least PollIntervalBusy", options.PollIntervalIdle);
        Require(options.WatchQueueLength >= 1, nameof(options.WatchQueueLength), "1 or more", options.WatchQueueLength);
        Require(options.EventQueueLength >= 1, nameof(options.EventQueueLength), "1 or more", options.EventQueueLength);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void RequirePositive(string setting, TimeSpan value) => Require(value > TimeSpan.Zero, setting, "longer than zero", value);

        void Require(bool holds, string setting, string wanted, object got)
        {
            if (!holds)
            {
                failures.Add($"PostgresStorageOptions.{setting} must be {wanted}; got {got}.");
            }
        }
    }

    private static string? FindKeyFileFault(string? path)
    {
        try
        {
            _ = path is { Length: > 0 } ? SecretKeyring.Read(path) : null;
            return null;
        }
        catch (SealedValueException e)
        {
            return e.Message + ".";
        }
    }

    // The text of a parser's complaint can hold part of the connection string, and so a password; it is not repeated.
    private static string? FindConnectionStringFault(string connectionString)
    {
        try
        {
            return string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(connectionString).Host)
                ? "PostgresStorageOptions.ConnectionString must name a host, such as Host=127.0.0.1;Database=orchestrator;Username=orc."
                : null;
        }
        catch (ArgumentException)
        {
            return "PostgresStorageOptions.ConnectionString is not an Npgsql connection string, such as Host=127.0.0.1;Database=orchestrator;Username=orc.";
        }
    }
}
