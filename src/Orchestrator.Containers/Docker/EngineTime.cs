using System.Globalization;

namespace Orchestrator.Containers.Docker;

/// <summary>Times in the way in which Docker's API takes them: seconds since 1970 with nine decimals.</summary>
internal static class EngineTime
{
    /// <summary>The time in Docker's words.</summary>
    public static string Format(DateTimeOffset time)
    {
        var ticks = time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
        return string.Create(CultureInfo.InvariantCulture, $"{ticks / TimeSpan.TicksPerSecond}.{ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick:D9}");
    }
}
