using Microsoft.Extensions.Options;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Orleans.Reminders;

/// <summary>Registers reminders, and ticks those whose grains belong to this silo. A grain runs where it belongs, so what it registers is ticked there too.</summary>
internal sealed class ReminderService(
    IReminderTable table, ReminderClock clock, ReminderRefresh refresh, TimeProvider timeProvider, IOptions<ReminderOptions> options)
{
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
        var entry = new ReminderEntry
        {
            GrainId = grain.GrainId,
            ReminderName = name,
            StartAt = due.AddTicks(-(due.Ticks % TimeSpan.TicksPerMillisecond)),
            Period = period,
        };
        entry.ETag = await table.UpsertRow(entry) ?? throw new InvalidOperationException($"The reminder {name} of {grain.GrainId} could not be stored.");
        var row = ReminderRow.Of(entry);
        clock.Set(row);
        return row;
    }

    public async Task UnregisterAsync(IGrainReminder reminder)
    {
        var row = reminder as ReminderRow ?? throw new ArgumentException("The reminder comes from another source.", nameof(reminder));
        if (!await table.RemoveRow(row.GrainId, row.ReminderName, row.ETag) && await table.ReadRow(row.GrainId, row.ReminderName) is not null)
        {
            throw new InvalidOperationException($"The reminder {row.ReminderName} of {row.GrainId} was registered anew since; get it again.");
        }

        clock.Remove(row);
    }

    public async Task<IGrainReminder?> GetAsync(GrainId grainId, string name) =>
        await table.ReadRow(grainId, name) is { } entry ? ReminderRow.Of(entry) : null;

    public async Task<List<IGrainReminder>> GetAllAsync(GrainId grainId) => [.. (await table.ReadRows(grainId)).Reminders.Select(ReminderRow.Of)];

    /// <summary>Reads the table and begins to tick.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await table.StartAsync(cancellationToken);
        await refresh.StartAsync(cancellationToken);
        clock.Start();
    }

    /// <summary>Ticks no more.</summary>
    public async Task StopAsync()
    {
        await refresh.StopAsync();
        await clock.StopAsync();
    }
}
