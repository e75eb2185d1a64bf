using Orleans.Runtime;

namespace Orleans.Reminders;

/// <summary>Says who ticks the reminders of a grain.</summary>
internal interface IReminderOwnership
{
    /// <summary>Where the grain belongs now.</summary>
    ValueTask<ReminderOwner> FindAsync(GrainId grain);
}
