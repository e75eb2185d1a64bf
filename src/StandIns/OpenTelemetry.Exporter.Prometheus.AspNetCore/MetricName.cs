using System.Text;
using OpenTelemetry.Metrics;

namespace OpenTelemetry.Exporter.Prometheus;

/// <summary>Names as Prometheus takes them, by the rules of OpenTelemetry's "Prometheus and OpenMetrics compatibility".</summary>
internal static class MetricName
{
    private static readonly Dictionary<string, string> Units = new(StringComparer.Ordinal)
    {
        ["d"] = "days",
        ["h"] = "hours",
        ["min"] = "minutes",
        ["s"] = "seconds",
        ["ms"] = "milliseconds",
        ["us"] = "microseconds",
        ["ns"] = "nanoseconds",
        ["By"] = "bytes",
        ["KiBy"] = "kibibytes",
        ["MiBy"] = "mebibytes",
        ["GiBy"] = "gibibytes",
        ["1"] = "",
        ["%"] = "percent",
    };

    private static readonly Dictionary<string, string> PerUnits = new(StringComparer.Ordinal) { ["s"] = "second", ["m"] = "minute", ["h"] = "hour", ["d"] = "day" };

    /// <summary>The name of a metric: its own, its unit in full, and <c>_total</c> for what only goes up.</summary>
    public static string Of(Metric metric)
    {
        var name = Legal(metric.Name);
        var isCounter = TypeOf(metric) == "counter";
        var unit = UnitOf(metric.Unit);
        if (unit.Length > 0 && !name.EndsWith(unit, StringComparison.Ordinal) && !(isCounter && name.EndsWith($"{unit}_total", StringComparison.Ordinal)))
        {
            name += $"_{unit}";
        }

        return isCounter && !name.EndsWith("_total", StringComparison.Ordinal) ? $"{name}_total" : name;
    }

    /// <summary>Prometheus' type of a metric. What goes up and down is a gauge there.</summary>
    public static string TypeOf(Metric metric) => metric.MetricType switch
    {
        MetricType.LongSum or MetricType.DoubleSum => "counter",
        MetricType.Histogram => "histogram",
        _ => "gauge",
    };

    /// <summary>The text with an underscore in place of what may not be in a name, and of runs of it.</summary>
    public static string Legal(string text)
    {
        var legal = new StringBuilder(text.Length + 1);
        if (text.Length > 0 && char.IsAsciiDigit(text[0]))
        {
            legal.Append('_');
        }

        foreach (var character in text)
        {
            if (char.IsAsciiLetterOrDigit(character) || character == ':')
            {
                legal.Append(character);
            }
            else if (legal.Length == 0 || legal[^1] != '_')
            {
                legal.Append('_');
            }
        }

        return legal.ToString();
    }

    // What stands in braces is a remark, not a unit.
    private static string UnitOf(string? unit)
    {
        var bare = new StringBuilder();
        var inRemark = false;
        foreach (var character in unit ?? "")
        {
            inRemark = character == '{' || (inRemark && character != '}');
            if (!inRemark && character != '}')
            {
                bare.Append(character);
            }
        }

        var text = bare.ToString();
        var full = text.Split('/', 2) is [var counted, { Length: > 0 } per]
            ? $"{Units.GetValueOrDefault(counted, counted)}_per_{PerUnits.GetValueOrDefault(per, per)}"
            : Units.GetValueOrDefault(text, text);
        return Legal(full).Trim('_');
    }
}
