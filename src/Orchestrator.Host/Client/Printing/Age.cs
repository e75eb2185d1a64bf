using System.Globalization;

namespace Orchestrator.Host.Client.Printing;

/// <summary>How long ago something was, in the largest units that say enough: <c>45s</c>, <c>5m</c>, <c>3h</c>, <c>12d</c>.</summary>
internal static class Age
{
    public static string Of(string? timestamp, TimeProvider time)
    {
        if (!DateTimeOffset.TryParse(timestamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since))
        {
            return "<unknown>";
        }

        var age = time.GetUtcNow() - since;
        return age switch
        {
            { TotalSeconds: < 0 } => "0s",
            { TotalMinutes: < 2 } => Text(age.TotalSeconds, 's'),
            { TotalHours: < 2 } => Text(age.TotalMinutes, 'm'),
            { TotalDays: < 2 } => Text(age.TotalHours, 'h'),
            _ => Text(age.TotalDays, 'd'),
        };
    }

    private static string Text(double count, char unit) => string.Create(CultureInfo.InvariantCulture, $"{(long)count}{unit}");
}
