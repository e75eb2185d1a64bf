using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Orchestrator.Host.Telemetry;

/// <summary>Metrics and traces of all rooms, exported where the standard <c>OTEL_*</c> variables say.</summary>
internal static class TelemetryExtensions
{
    private const string ServiceName = "orleans-orchestrator";

    // Any of them asks for an export; without one nothing is sent anywhere.
    private static readonly string[] ExportVariables =
        ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];

    private static readonly string[] Names = ["Orchestrator.*", "Microsoft.Orleans", "Microsoft.Orleans.*", "Npgsql"];

    /// <summary>Adds them.</summary>
    public static IServiceCollection AddOrchestratorTelemetry(this IServiceCollection services, string instance)
    {
        var exported = ExportVariables.Any(name => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)));
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(ServiceName, serviceInstanceId: instance))
            .WithMetrics(metrics => metrics.AddMeter(Names))
            .WithTracing(traces => traces.AddSource(Names));
        if (exported)
        {
            telemetry.WithMetrics(metrics => metrics.AddOtlpExporter()).WithTracing(traces => traces.AddOtlpExporter());
        }

        return services;
    }
}
