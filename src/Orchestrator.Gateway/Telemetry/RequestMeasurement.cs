using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Orchestrator.Gateway.Kinds;

namespace Orchestrator.Gateway.Telemetry;

/// <summary>Measures each request by verb, resource and code; never by name, for there are too many.</summary>
internal sealed class RequestMeasurement(RequestDelegate next, GatewayMetrics metrics, TimeProvider time)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var facts = context.GetEndpoint()?.Metadata.GetMetadata<RouteFacts>();
        if (facts is null)
        {
            await next(context);
            return;
        }

        var verb = facts.VerbOf(context);
        var started = time.GetTimestamp();
        using var activity = GatewayMetrics.Activities.StartActivity($"{verb} {facts.Resource}", ActivityKind.Internal);
        await next(context);
        activity?.SetTag("http.response.status_code", context.Response.StatusCode);
        metrics.Record(time.GetElapsedTime(started), verb, facts.Resource, context.Response.StatusCode);
    }
}
