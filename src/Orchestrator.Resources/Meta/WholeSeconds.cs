namespace Orchestrator.Resources.Meta;

/// <summary>Times as documents have them.</summary>
public static class WholeSeconds
{
    /// <summary>The time in UTC, with what is finer than a second cut off.</summary>
    public static DateTimeOffset Of(DateTimeOffset time)
    {
        var utc = time.ToUniversalTime();
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerSecond));
    }
}
