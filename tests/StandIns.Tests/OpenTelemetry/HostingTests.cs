using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace StandIns.Tests.OpenTelemetry;

public sealed class HostingTests
{
    [Fact]
    public async Task Host_gathers_metrics_spans_and_logs_from_its_start_and_hands_them_over_when_it_is_disposed()
    {
        var name = $"test.{Guid.NewGuid():N}";
        using var meter = new Meter(name);
        using var source = new ActivitySource(name);
        var counter = meter.CreateCounter<long>("requests");
        using var metrics = new Collected<Metric>(metric => $"{metric.Name}={Sum(metric)}");
        using var spans = new Collected<Activity>(span => span.DisplayName);
        using var logs = new Collected<LogRecord>(record => record.FormattedMessage ?? record.Body ?? "");
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("orders"))
            .WithMetrics(provider => provider.AddMeter(name).AddReader(new PeriodicExportingMetricReader(metrics)))
            .WithTracing(provider => provider.AddSource(name).AddProcessor(new SimpleActivityExportProcessor(spans)))
            .WithLogging(provider => provider.AddProcessor(new SimpleLogRecordExportProcessor(logs)));

        using (var host = builder.Build())
        {
            Assert.Null(source.StartActivity("before the start"));
            await host.StartAsync();
            counter.Add(2);
            counter.Add(3);
            source.StartActivity("work")!.Dispose();
            host.Services.GetRequiredService<ILogger<HostingTests>>().Log(LogLevel.Warning, default, "careful", null, (text, _) => text);
            await host.StopAsync();
        }

        Assert.Contains("requests=5", metrics.Items);
        Assert.Equal(["work"], spans.Items);
        Assert.Contains("careful", logs.Items);
        Assert.All(new[] { metrics.Service, spans.Service, logs.Service }, service => Assert.Equal("orders", service));
        Assert.Null(source.StartActivity("after the end"));
    }

    [Fact]
    public void AddOpenTelemetry_called_twice_starts_once_and_before_other_services()
    {
        var services = new ServiceCollection();
        services.AddHostedService<Other>();

        services.AddOpenTelemetry().WithMetrics();
        services.AddOpenTelemetry().WithTracing();

        var hosted = services.Where(service => service.ServiceType == typeof(IHostedService)).ToList();
        Assert.Equal(2, hosted.Count);
        Assert.Equal(typeof(Other), hosted[1].ImplementationType);
    }

    [Fact]
    public async Task Host_without_any_provider_starts()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddOpenTelemetry();
        using var host = builder.Build();

        await host.StartAsync();
        await host.StopAsync();
    }

    private static long Sum(Metric metric)
    {
        var sum = 0L;
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            sum += point.GetSumLong();
        }

        return sum;
    }

    private sealed class Collected<T>(Func<T, string> describe) : BaseExporter<T>
        where T : class
    {
        public ConcurrentQueue<string> Items { get; } = [];

        public string? Service { get; private set; }

        public override ExportResult Export(in Batch<T> batch)
        {
            foreach (var item in batch)
            {
                Items.Enqueue(describe(item));
            }

            Service = ParentProvider.GetResource().Attributes.Single(attribute => attribute.Key == "service.name").Value as string;
            return ExportResult.Success;
        }
    }

    private sealed class Other : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;
    }
}
