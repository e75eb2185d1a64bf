namespace Orchestrator.Storage;

/// <summary>How the read side uses PostgreSQL. A wrong value stops the start.</summary>
public sealed class PostgresStorageOptions
{
    /// <summary>The database, as an Npgsql connection string.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>The file with the keys that Secrets are encrypted with; null where there are none, and then no Secret can be written.</summary>
    public string? SecretsKeyFile { get; set; }

    /// <summary>How soon watches look for changes while there are some.</summary>
    public TimeSpan PollIntervalBusy { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How soon watches look for changes after it has been quiet for a while.</summary>
    public TimeSpan PollIntervalIdle { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>At the latest so long after the last event or bookmark a watch gets a bookmark.</summary>
    public TimeSpan BookmarkInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>So many events can wait for a slow watcher; one more ends its watch.</summary>
    public int WatchQueueLength { get; set; } = 4096;

    /// <summary>A list waits at most so long until history is complete up to its start; then it answers with an older state and says so.</summary>
    public TimeSpan ListFreshnessTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Complete history that lags behind for so long is a stall: the transaction that causes it is logged.</summary>
    public TimeSpan StallThreshold { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long changes are kept for watches to catch up with.</summary>
    public TimeSpan HistoryKept { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long an Event is kept after it last happened.</summary>
    public TimeSpan EventsKept { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How often old history and Events are removed.</summary>
    public TimeSpan PruneInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>So many Events can wait to be written; one more drops the oldest.</summary>
    public int EventQueueLength { get; set; } = 10_000;

    /// <summary>When the process stops, waiting Events have so long to be written.</summary>
    public TimeSpan EventFlushTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
