namespace Orleans.Runtime;

/// <summary>The membership on a scheduler and a clock that somebody else drives.</summary>
internal sealed class MembershipTasks(TaskScheduler scheduler, TimeProvider timeProvider) : IMembershipLane
{
    public TaskScheduler Scheduler => scheduler;

    public Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken) => Task.Delay(delay, timeProvider, cancellationToken);
}
