using Orchestrator.Planning.Retrying;

namespace Orchestrator.Planning.Containers;

/// <summary>
/// How long a container that ended waits before it is started again: not at all the first time, then 10 s, doubling to 5 min; forgotten once it has run for 10 min.
/// These are Kubernetes' figures (its documentation, "Pod Lifecycle", restart policy).
/// </summary>
public static class RestartBackoff
{
    /// <summary>The delays once there is one.</summary>
    public static readonly Backoff Delays = new(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(5));

    /// <summary>A run of this length makes the delays before it forgotten.</summary>
    public static readonly TimeSpan ForgottenAfter = TimeSpan.FromMinutes(10);

    /// <summary>The delay before the next start.</summary>
    /// <param name="before">The delay before the start that has just ended; null where that was the first of all.</param>
    /// <param name="ran">How long it ran.</param>
    public static TimeSpan Next(TimeSpan? before, TimeSpan ran)
    {
        if (before is null || ran >= ForgottenAfter)
        {
            return TimeSpan.Zero;
        }

        return Delays.Next(before.Value);
    }

    /// <summary>The delay before the next try of something that fails each time, such as a pull: 10 s, doubling to 5 min.</summary>
    /// <param name="failures">How often it has failed, 1 or more.</param>
    public static TimeSpan AfterFailures(int failures) => Delays.AfterFailures(failures);
}
