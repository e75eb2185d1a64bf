namespace Orchestrator.Planning.Retrying;

/// <summary>
/// What a timer can be set to. .NET's take less than 50 days (<see cref="System.Threading.Timer"/>), while a pod's deadline or a probe's time may be years away: who waits
/// for so long looks again before, and waits on.
/// </summary>
public static class TimerWait
{
    /// <summary>The longest wait.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    /// <summary>The wait, or the longest, and never less than none.</summary>
    public static TimeSpan Bounded(TimeSpan wait) => wait > Longest ? Longest : wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
}
