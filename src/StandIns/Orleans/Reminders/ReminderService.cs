using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Orleans.Reminders;

/// <summary>Registers reminders, and ticks those of this silo: all of them, for it is the only one.</summary>
internal sealed partial class ReminderService(
    ReminderTable table,
    ReminderClock clock,
    TimeProvider timeProvider,
    TaskScheduler threads,
    IOptions<ReminderOptions> options,
    ILogger<ReminderService> logger) : IDisposable
{
    // Where begin and end are equal the range is the whole ring.
    private const int WholeRing = 0;

    private readonly CancellationTokenSource _stopped = new();
    private Task _refreshing = Task.CompletedTask;

    public async Task<IGrainReminder> RegisterAsync(IGrainContext grain, string name, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        if (grain.GrainInstance is not IRemindable)
        {
            throw new InvalidOperationException($"The grain {grain.GrainId} must be an IRemindable to have reminders.");
        }

        var least = options.Value.MinimumReminderPeriod;
        if (period < least)
        {
            throw new ArgumentException($"The period of the reminder {name} must be at least {least}; it is {period}.", nameof(period));
        }

        // The table keeps milliseconds; so does what is held here, or the two would never be equal.
        var due = timeProvider.GetUtcNow().UtcDateTime + dueTime;
        var start = due.AddTicks(-(due.Ticks % TimeSpan.TicksPerMillisecond));
        var version = await table.UpsertAsync(grain.GrainId, name, start, period);
        var row = new ReminderRow(grain.GrainId, name, start, period, version);
        clock.Set(row);
        return row;
    }

    public async Task UnregisterAsync(IGrainReminder reminder)
    {
        var row = reminder as ReminderRow ?? throw new ArgumentException("The reminder comes from another source.", nameof(reminder));
        if (!await table.DeleteAsync(row) && await table.ReadAsync(row.GrainId, row.ReminderName) is not null)
        {
            throw new InvalidOperationException($"The reminder {row.ReminderName} of {row.GrainId} was registered anew since; get it again.");
        }

        clock.Remove(row);
    }

    public async Task<IGrainReminder?> GetAsync(GrainId grainId, string name) => await table.ReadAsync(grainId, name);

    public async Task<List<IGrainReminder>> GetAllAsync(GrainId grainId) => [.. await table.ReadAsync(grainId)];

    /// <summary>Reads the table and begins to tick.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        clock.Start();
        _refreshing = threads.RunAsync(KeepFreshAsync);
    }

    /// <summary>Ticks no more.</summary>
    public async Task StopAsync()
    {
        await threads.CancelAsync(_stopped);
        await clock.StopAsync();
        await _refreshing;
    }

    public void Dispose() => _stopped.Dispose();

    private async Task KeepFreshAsync()
    {
        using var timer = new PeriodicTimer(options.Value.RefreshReminderListPeriod, timeProvider);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopped.Token))
            {
                try
                {
                    await RefreshAsync(_stopped.Token);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    LogRefreshFailed(logger, exception);
                }
            }
        }
        catch (OperationCanceledException) when (_stopped.IsCancellationRequested)
        {
            // The silo stops.
        }
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var known = clock.Revision;
        clock.Replace(await table.ReadRangeAsync(WholeRing, WholeRing, cancellationToken), known);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The reminder table could not be read; the reminders known before go on.")]
    private static partial void LogRefreshFailed(ILogger logger, Exception exception);
}
