namespace Orleans.Runtime;

/// <summary>Where the membership works and waits, one step at a time, away from all else that a silo does.</summary>
internal interface IMembershipLane
{
    /// <summary>Runs what the membership has to do.</summary>
    TaskScheduler Scheduler { get; }

    /// <summary>Waits, for whoever runs there.</summary>
    Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken);
}
