using System.Globalization;
using System.Text;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace OpenTelemetry.Exporter.Prometheus;

/// <summary>Writes metrics in Prometheus' text format 0.0.4, as version 1.18 of the package does with its defaults.</summary>
internal static class ExpositionText
{
    private static readonly string[] NoSuffix = [""];
    private static readonly string[] HistogramSuffixes = ["_bucket", "_sum", "_count"];

    /// <summary>What describes the process, then a block for each name, whichever meters it comes from.</summary>
    public static string Of(Resource resource, IEnumerable<Metric> metrics)
    {
        var text = new StringBuilder();
        WriteResource(text, resource);
        var taken = new HashSet<string>(StringComparer.Ordinal);

        // Histograms without fixed bounds have no form in this format.
        foreach (var family in metrics.Where(metric => metric.MetricType != MetricType.ExponentialHistogram).GroupBy(MetricName.Of, StringComparer.Ordinal))
        {
            var first = family.First();
            var type = MetricName.TypeOf(first);

            // A name has one type; whoever gives it another, or the name of a histogram's parts, comes too late.
            if ((type == "histogram" ? HistogramSuffixes : NoSuffix).All(suffix => taken.Add(family.Key + suffix)))
            {
                WriteHead(text, family.Key, type, first.Description);
                foreach (var metric in family.Where(metric => MetricName.TypeOf(metric) == type))
                {
                    WritePoints(text, family.Key, metric, type);
                }
            }
        }

        return text.ToString();
    }

    private static void WriteResource(StringBuilder text, Resource resource)
    {
        if (resource.Attributes.Any())
        {
            WriteHead(text, "target_info", "gauge", "Target metadata");
            var labels = new LabelText();
            foreach (var (key, value) in resource.Attributes)
            {
                labels.Add(key, value);
            }

            text.Append("target_info").Append(labels.InBraces()).Append(" 1\n");
        }
    }

    private static void WriteHead(StringBuilder text, string name, string type, string? description)
    {
        text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        if (!string.IsNullOrEmpty(description))
        {
            text.Append("# HELP ").Append(name).Append(' ');
            text.Append(description.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append('\n');
        }
    }

    private static void WritePoints(StringBuilder text, string name, Metric metric, string type)
    {
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var labels = LabelsOf(metric, point);
            if (type == "histogram")
            {
                WriteHistogram(text, name, labels, point);
            }
            else
            {
                text.Append(name).Append(labels.InBraces()).Append(' ').Append(ValueOf(metric.MetricType, point)).Append('\n');
            }
        }
    }

    private static void WriteHistogram(StringBuilder text, string name, LabelText labels, in MetricPoint point)
    {
        var sum = 0L;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            sum += bucket.BucketCount;
            text.Append(name).Append("_bucket").Append(labels.InBraces($"le=\"{Number(bucket.ExplicitBound)}\"")).Append(' ').Append(Number(sum)).Append('\n');
        }

        text.Append(name).Append("_sum").Append(labels.InBraces()).Append(' ').Append(Number(point.GetHistogramSum())).Append('\n');
        text.Append(name).Append("_count").Append(labels.InBraces()).Append(' ').Append(Number(point.GetHistogramCount())).Append('\n');
    }

    // The meter is a scope, and labels say which: two meters may have instruments of one name.
    private static LabelText LabelsOf(Metric metric, in MetricPoint point)
    {
        var labels = new LabelText();
        labels.Add("otel_scope_name", metric.MeterName);
        if (!string.IsNullOrEmpty(metric.MeterVersion))
        {
            labels.Add("otel_scope_version", metric.MeterVersion);
        }

        foreach (var (key, value) in point.Tags)
        {
            labels.Add(key, value);
        }

        return labels;
    }

    private static string ValueOf(MetricType type, in MetricPoint point) => type switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => Number(point.GetSumLong()),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => Number(point.GetSumDouble()),
        MetricType.LongGauge => Number(point.GetGaugeLastValueLong()),
        _ => Number(point.GetGaugeLastValueDouble()),
    };

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : double.IsNaN(value) ? "NaN" : value.ToString("R", CultureInfo.InvariantCulture);
}
