using System.Globalization;
using System.Text.RegularExpressions;

namespace Orchestrator.Host.Client.Resources;

/// <summary>Durations as Kubernetes' tools take them: <c>5m</c>, <c>1h30m</c>, <c>500ms</c>.</summary>
public static partial class GoDuration
{
    /// <summary>Reads a duration of zero or more.</summary>
    /// <exception cref="ClientException">It is not one.</exception>
    public static TimeSpan Parse(string text, string setting)
    {
        ArgumentNullException.ThrowIfNull(text);
        var match = Whole().Match(text);
        if (text == "0")
        {
            return TimeSpan.Zero;
        }

        var seconds = match.Success
            ? match.Groups["number"].Captures.Zip(match.Groups["unit"].Captures, (number, unit) => Value(number.Value) * SecondsOf(unit.Value)).Sum()
            : double.NaN;
        return seconds <= int.MaxValue
            ? TimeSpan.FromSeconds(seconds)
            : throw ClientException.Misuse($"{setting} must be a duration such as 30s, 5m or 1h30m; got \"{text}\"");
    }

    private static double Value(string number) => double.Parse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    private static double SecondsOf(string unit) => unit switch
    {
        "h" => 3600,
        "m" => 60,
        "s" => 1,
        "ms" => 1e-3,
        "us" or "µs" => 1e-6,
        _ => 1e-9,
    };

    [GeneratedRegex(@"\A((?<number>[0-9]+(\.[0-9]+)?)(?<unit>h|ms|m|s|us|µs|ns))+\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Whole();
}
