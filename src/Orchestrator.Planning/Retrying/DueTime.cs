namespace Orchestrator.Planning.Retrying;

/// <summary>When something is due that waits for a time after something else.</summary>
public static class DueTime
{
    /// <summary>What is further in the future than this cannot have happened: the clock was set back since, and nothing waits until it has caught up.</summary>
    public static readonly TimeSpan SkewMax = TimeSpan.FromMinutes(1);

    /// <summary>So long after it happened; at once where the clock was set back since.</summary>
    public static DateTimeOffset After(DateTimeOffset happened, TimeSpan delay, DateTimeOffset now) => happened > now + SkewMax ? now : happened + delay;

    /// <summary>Whether a time has come that was at most so far ahead when it was set; also where it is further ahead, because the clock was set back since.</summary>
    public static bool HasCome(DateTimeOffset at, TimeSpan longest, DateTimeOffset now) => at <= now || at > now + longest;
}
