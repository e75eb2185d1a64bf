using System.Globalization;

namespace Orleans.Runtime;

/// <summary>Suspicions as the table keeps them: <c>address@generation,time|...</c></summary>
internal static class SuspectTimesText
{
    private const char BetweenSuspicions = '|';
    private const char BetweenSiloAndTime = ',';

    // The form that Orleans' own providers write and read.
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss.fff 'GMT'";

    public static string? Write(List<Tuple<SiloAddress, DateTime>>? suspicions) => suspicions is not { Count: > 0 }
        ? null
        : string.Join(
            BetweenSuspicions,
            suspicions.Select(one => $"{one.Item1.ToParsableString()}{BetweenSiloAndTime}{one.Item2.ToString(TimeFormat, CultureInfo.InvariantCulture)}"));

    public static List<Tuple<SiloAddress, DateTime>>? Read(string? text) => string.IsNullOrEmpty(text)
        ? null
        : [.. text.Split(BetweenSuspicions).Select(ReadOne)];

    private static Tuple<SiloAddress, DateTime> ReadOne(string text)
    {
        var comma = text.IndexOf(BetweenSiloAndTime, StringComparison.Ordinal);
        return Tuple.Create(
            SiloAddress.FromParsableString(text[..comma]),
            DateTime.ParseExact(
                text[(comma + 1)..], TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal));
    }
}
