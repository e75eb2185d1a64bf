using Orleans.Runtime;

namespace Orleans.Reminders;

/// <summary>A reminder as it is stored. The start is in UTC and is the time of the first tick.</summary>
internal sealed record ReminderRow(GrainId GrainId, string ReminderName, DateTime Start, TimeSpan Period, string ETag) : IGrainReminder
{
    public static ReminderRow Of(ReminderEntry entry) => new(entry.GrainId, entry.ReminderName, entry.StartAt, entry.Period, entry.ETag);

    /// <summary>The first tick that is not before that time.</summary>
    public DateTime NextTick(DateTime utc)
    {
        if (utc <= Start)
        {
            return Start;
        }

        var since = (utc - Start).Ticks;
        var periods = (since + Period.Ticks - 1) / Period.Ticks;
        return Start.AddTicks(periods * Period.Ticks);
    }
}
