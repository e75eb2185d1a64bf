using System.Globalization;

namespace Orchestrator.Resources.Serialization;

/// <summary>Times as Kubernetes writes them.</summary>
internal static class Rfc3339
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public static bool TryParse(string? text, out DateTimeOffset time)
    {
        time = default;
        // Without the last check a text without an offset would be taken as local time.
        return text is { Length: >= 20 } && (text[^1] == 'Z' || text[^6] is '+' or '-')
            && DateTimeOffset.TryParseExact(TrimFraction(text), Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
    }

    public static string Write(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string WriteMicroseconds(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Other programs write nanoseconds, which is finer than a time holds here.</summary>
    private static string TrimFraction(string text)
    {
        const int Kept = 7;
        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (point < 0)
        {
            return text;
        }

        var end = point + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return end - point - 1 <= Kept ? text : text[..(point + 1 + Kept)] + text[end..];
    }
}
