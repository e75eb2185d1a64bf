using Microsoft.AspNetCore.Http;
using Orchestrator.Gateway.Errors;
using Orchestrator.Gateway.Kinds;

namespace Orchestrator.Gateway.Limits;

/// <summary>
/// Bounds how many requests run at a time. Watches, logs and streams to pods have bounds of their own, and health checks have none: a busy server is not an ill one.
/// </summary>
internal sealed class RequestsInFlight(RequestDelegate next, GatewayLimits limits)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var facts = context.GetEndpoint()?.Metadata.GetMetadata<RouteFacts>();
        if (facts is null || facts.IsLong(context))
        {
            await next(context);
            return;
        }

        using var place = limits.Requests.TryEnter() ?? throw Refusals.TooManyRequests("requests");
        await next(context);
    }
}
