namespace Orleans;

/// <summary>What was read of the table of reminders.</summary>
public class ReminderTableData
{
    /// <summary>Several reminders.</summary>
    public ReminderTableData(IEnumerable<ReminderEntry> list) => Reminders = [.. list];

    /// <summary>No reminder.</summary>
    public ReminderTableData()
        : this([])
    {
    }

    /// <summary>The reminders.</summary>
    public IList<ReminderEntry> Reminders { get; }
}
