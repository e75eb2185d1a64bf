using Orleans.Runtime;

namespace Orleans.Reminders;

/// <summary>All reminders belong to the only silo.</summary>
internal sealed class LocalReminders : IReminderOwnership
{
    public ValueTask<ReminderOwner> FindAsync(GrainId grain) => ValueTask.FromResult(ReminderOwner.Here);
}
