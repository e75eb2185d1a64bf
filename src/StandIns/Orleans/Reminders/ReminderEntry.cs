using Orleans.Runtime;

namespace Orleans;

/// <summary>A reminder in the table of reminders.</summary>
public class ReminderEntry
{
    /// <summary>The grain that it wakes.</summary>
    public GrainId GrainId { get; set; }

    /// <summary>Its name among those of the grain.</summary>
    public string ReminderName { get; set; } = null!;

    /// <summary>When it ticks first, in UTC.</summary>
    public DateTime StartAt { get; set; }

    /// <summary>Time between ticks.</summary>
    public TimeSpan Period { get; set; }

    /// <summary>Changes with each write.</summary>
    public string ETag { get; set; } = null!;
}
