namespace Orleans.Runtime;

/// <summary>A reminder that was registered.</summary>
public interface IGrainReminder
{
    /// <summary>The reminder's name among those of its grain.</summary>
    string ReminderName { get; }
}
