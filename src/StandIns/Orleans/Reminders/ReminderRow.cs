using Orleans.Runtime;

namespace Orleans.Reminders;

/// <summary>A reminder as it is stored. The start is in UTC and is the time of the first tick.</summary>
internal sealed record ReminderRow(GrainId GrainId, string ReminderName, DateTime Start, TimeSpan Period, int Version) : IGrainReminder
{
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
