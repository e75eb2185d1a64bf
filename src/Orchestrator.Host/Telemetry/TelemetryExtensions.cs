using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Orchestrator.Host.Telemetry;

/// <summary>Metrics and traces of all rooms: metrics for whoever reads <c>/metrics</c>, and both exported where the standard <c>OTEL_*</c> variables say.</summary>
internal static class TelemetryExtensions
{
    private const string ServiceName = "orleans-orchestrator";

    // Any of them asks for an export; without one nothing is sent anywhere.
    private static readonly string[] ExportVariables =
        ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];

    private static readonly string[] Names = ["Orchestrator.*", "Microsoft.Orleans", "Microsoft.Orleans.*", "Npgsql"];

    // From a call within the process to a watch or an image pull. The library's own bounds are meant for milliseconds.
    private static readonly double[] BoundsSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

    /// <summary>Whether anything is exported. Without that nobody sees the traces of grain calls, and none are made.</summary>
    public static bool IsExported => ExportVariables.Any(name => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)));

    /// <summary>Adds them.</summary>
    public static IServiceCollection AddOrchestratorTelemetry(this IServiceCollection services, string instance)
    {
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(ServiceName, serviceInstanceId: instance))
            .WithMetrics(metrics => metrics.AddMeter(Names).AddView(Bounds).AddPrometheusExporter())
            .WithTracing(traces => traces.AddSource(Names));
        if (IsExported)
        {
            telemetry.WithMetrics(metrics => metrics.AddOtlpExporter()).WithTracing(traces => traces.AddOtlpExporter());
        }

        return services;
    }

    private static MetricStreamConfiguration? Bounds(Instrument instrument) =>
        instrument is Histogram<double> { Unit: "s" } ? new ExplicitBucketHistogramConfiguration { Boundaries = BoundsSeconds } : null;
}
