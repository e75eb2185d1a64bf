using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Exporter.Prometheus;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Lets Prometheus read metrics.</summary>
public static class PrometheusExporterEndpointRouteBuilderExtensions
{
    private const string DefaultPath = "/metrics";

    /// <summary>Serves them at <c>/metrics</c>.</summary>
    public static IEndpointConventionBuilder MapPrometheusScrapingEndpoint(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var exporter = endpoints.ServiceProvider.GetService<PrometheusExporter>()
            ?? throw new ArgumentException("A PrometheusExporter could not be found configured on the provided MeterProvider.", nameof(endpoints));
        return endpoints.MapMethods(DefaultPath, [HttpMethods.Get], context => AnswerAsync(context, exporter));
    }

    private static async Task AnswerAsync(HttpContext context, PrometheusExporter exporter)
    {
        if (await exporter.ScrapeAsync(context.RequestAborted) is not { } text)
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }

        context.Response.ContentType = "text/plain; charset=utf-8; version=0.0.4";
        await context.Response.WriteAsync(text, context.RequestAborted);
    }
}
