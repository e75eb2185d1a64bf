using System.Globalization;

namespace Orchestrator.Gateway.Tables;

/// <summary>How long ago something was, as people read it: the two largest units where the second still says something.</summary>
internal static class Age
{
    public static string Of(DateTimeOffset? since, DateTimeOffset now) => since is { } time ? Write(now - time) : "<unknown>";

    /// <summary>The steps are those of Kubernetes' tables, so that the columns look alike.</summary>
    public static string Write(TimeSpan age) => age switch
    {
        { TotalSeconds: < -1 } => "<invalid>",
        { TotalSeconds: < 0 } => "0s",
        { TotalMinutes: < 2 } => Units((long)age.TotalSeconds, "s", 0, ""),
        { TotalMinutes: < 10 } => Units((long)age.TotalMinutes, "m", age.Seconds, "s"),
        { TotalHours: < 3 } => Units((long)age.TotalMinutes, "m", 0, ""),
        { TotalHours: < 8 } => Units((long)age.TotalHours, "h", age.Minutes, "m"),
        { TotalHours: < 48 } => Units((long)age.TotalHours, "h", 0, ""),
        { TotalDays: < 8 } => Units((long)age.TotalDays, "d", age.Hours, "h"),
        { TotalDays: < 365 * 2 } => Units((long)age.TotalDays, "d", 0, ""),
        { TotalDays: < 365 * 8 } => Units((long)age.TotalDays / 365, "y", (long)age.TotalDays % 365, "d"),
        _ => Units((long)age.TotalDays / 365, "y", 0, ""),
    };

    private static string Units(long first, string firstUnit, long second, string secondUnit) => second == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{first}{firstUnit}")
        : string.Create(CultureInfo.InvariantCulture, $"{first}{firstUnit}{second}{secondUnit}");
}
