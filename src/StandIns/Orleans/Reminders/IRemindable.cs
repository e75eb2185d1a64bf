using Orleans.Runtime;

namespace Orleans;

/// <summary>A grain that reminders can wake.</summary>
public interface IRemindable : IGrain
{
    /// <summary>A reminder of this grain is due. It can be late, and after a failure it can come twice.</summary>
    Task ReceiveReminder(string reminderName, TickStatus status);
}
