using System.Diagnostics.Metrics;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace StandIns.Tests.OpenTelemetry;

/// <summary>What Prometheus reads, in its text format 0.0.4.</summary>
public sealed class PrometheusTests : IDisposable
{
    private readonly Meter _meter = new($"test.{Guid.NewGuid():N}", "1.2");

    [Fact]
    public async Task Counter_has_its_unit_in_full_and_total_in_its_name()
    {
        var lines = await ScrapeAsync(() => _meter.CreateCounter<long>("jobs.done-well", "s", "Jobs that are done.").Add(3));

        Assert.Contains("# TYPE jobs_done_well_seconds_total counter", lines);
        Assert.Contains("# HELP jobs_done_well_seconds_total Jobs that are done.", lines);
        Assert.Equal("3", Series(lines, "jobs_done_well_seconds_total").Value);
    }

    [Theory]
    [InlineData("a", "By", "a_bytes_total")]
    [InlineData("a", "{job}", "a_total")]
    [InlineData("a", "{job}/s", "a_per_second_total")]
    [InlineData("a", "1", "a_total")]
    [InlineData("a_bytes", "By", "a_bytes_total")]
    [InlineData("a_total", null, "a_total")]
    [InlineData("a__b", "ms", "a_b_milliseconds_total")]
    [InlineData("a", "cores", "a_cores_total")]
    public async Task Name_follows_from_name_and_unit(string name, string? unit, string expected) =>
        Assert.Equal("1", Series(await ScrapeAsync(() => _meter.CreateCounter<int>(name, unit).Add(1)), expected).Value);

    [Fact]
    public async Task What_goes_up_and_down_is_a_gauge()
    {
        var lines = await ScrapeAsync(() =>
        {
            _meter.CreateUpDownCounter<int>("open").Add(-2);
            _meter.CreateObservableGauge("load", () => 0.25, "1");
        });

        Assert.Contains("# TYPE open gauge", lines);
        Assert.Equal("-2", Series(lines, "open").Value);
        Assert.Contains("# TYPE load gauge", lines);
        Assert.Equal("0.25", Series(lines, "load").Value);
    }

    [Fact]
    public async Task Histogram_has_buckets_that_add_up_a_sum_and_a_count()
    {
        var lines = await ScrapeAsync(() =>
        {
            var histogram = _meter.CreateHistogram<double>("took", "s");
            foreach (var value in new[] { 0.5, 7, 20000 })
            {
                histogram.Record(value);
            }
        });

        Assert.Contains("# TYPE took_seconds histogram", lines);
        Assert.Equal("20007.5", Series(lines, "took_seconds_sum").Value);
        Assert.Equal("3", Series(lines, "took_seconds_count").Value);
        var buckets = lines.Where(line => line.StartsWith("took_seconds_bucket", StringComparison.Ordinal)).Select(Parse).ToDictionary(series => series.Labels["le"], series => series.Value);
        Assert.Equal(("0", "1", "2", "3"), (buckets["0"], buckets["5"], buckets["10"], buckets["+Inf"]));
    }

    [Fact]
    public async Task Labels_are_the_attributes_and_the_meter()
    {
        var lines = await ScrapeAsync(() => _meter.CreateCounter<int>("jobs").Add(
            1, new KeyValuePair<string, object?>("job.kind", "a \"b\" \\ c\nd"), new KeyValuePair<string, object?>("retried", true), new KeyValuePair<string, object?>("code", 404)));

        var labels = Series(lines, "jobs_total").Labels;
        Assert.Equal((_meter.Name, "1.2"), (labels["otel_scope_name"], labels["otel_scope_version"]));
        Assert.Equal(("a \\\"b\\\" \\\\ c\\nd", "true", "404"), (labels["job_kind"], labels["retried"], labels["code"]));
        Assert.Equal(5, labels.Count);
    }

    [Fact]
    public async Task Meters_with_one_name_share_one_head()
    {
        using var other = new Meter(_meter.Name, "2.0");
        var lines = await ScrapeAsync(() =>
        {
            _meter.CreateCounter<int>("jobs").Add(1);
            other.CreateCounter<int>("jobs").Add(2);
        });

        Assert.Single(lines, "# TYPE jobs_total counter");
        Assert.Equal(["1", "2"], lines.Where(line => line.StartsWith("jobs_total{", StringComparison.Ordinal)).Select(line => Parse(line).Value).Order());
    }

    [Fact]
    public async Task Process_describes_itself() =>
        Assert.Equal("orders", Series(await ScrapeAsync(() => { }), "target_info").Labels["service_name"]);

    public void Dispose() => _meter.Dispose();

    private async Task<string[]> ScrapeAsync(Action measure)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("orders"))
            .WithMetrics(metrics => metrics.AddMeter(_meter.Name).AddPrometheusExporter());
        await using var app = builder.Build();
        app.MapPrometheusScrapingEndpoint();
        await app.StartAsync();
        measure();
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Accept.Add(MediaTypeWithQualityHeaderValue.Parse("text/plain; version=0.0.4"));
        using var answer = await client.GetAsync(new Uri($"{app.Urls.Single()}/metrics"));
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains(answer.Content.Headers.ContentType!.Parameters, parameter => parameter is { Name: "version", Value: "0.0.4" });
        return (await answer.Content.ReadAsStringAsync()).Split('\n');
    }

    private static (Dictionary<string, string> Labels, string Value) Series(string[] lines, string name) =>
        Parse(Assert.Single(lines, line => line.StartsWith($"{name}{{", StringComparison.Ordinal)));

    private static (Dictionary<string, string> Labels, string Value) Parse(string line)
    {
        var (from, to) = (line.IndexOf('{', StringComparison.Ordinal), line.LastIndexOf('}'));
        var labels = line[(from + 1)..to].Split("\",", StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.TrimEnd('"').Split("=\"", 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return (labels, line[(to + 1)..].Trim());
    }
}
