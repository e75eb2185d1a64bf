using System.Globalization;
using System.Text;

namespace OpenTelemetry.Exporter.Prometheus;

/// <summary>The labels of a series.</summary>
internal sealed class LabelText
{
    // Keys that become one are joined, in their order, as the specification asks for.
    private readonly SortedDictionary<string, string> _labels = new(StringComparer.Ordinal);

    /// <summary>Adds one.</summary>
    public void Add(string key, object? value)
    {
        var name = MetricName.Legal(key);
        var text = value switch
        {
            bool flag => flag ? "true" : "false",
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => value?.ToString() ?? "",
        };
        _labels[name] = _labels.TryGetValue(name, out var other) ? $"{other};{text}" : text;
    }

    /// <summary>All of them, and one more where it is given, as they stand behind a name.</summary>
    public string InBraces(string? last = null)
    {
        if (_labels.Count == 0 && last is null)
        {
            return "";
        }

        var text = new StringBuilder("{");
        foreach (var (name, value) in _labels)
        {
            text.Append(text.Length > 1 ? "," : "").Append(name).Append("=\"").Append(Escaped(value)).Append('"');
        }

        return text.Append(last is not null && text.Length > 1 ? "," : "").Append(last).Append('}').ToString();
    }

    private static string Escaped(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);
}
