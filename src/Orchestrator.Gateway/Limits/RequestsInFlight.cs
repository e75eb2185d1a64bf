using Microsoft.AspNetCore.Http;
using Orchestrator.Gateway.Access;
using Orchestrator.Gateway.Errors;
using Orchestrator.Gateway.Kinds;

namespace Orchestrator.Gateway.Limits;

/// <summary>
/// Bounds how many requests run at a time. Watches, logs and streams to pods have bounds of their own, and health checks have none: a busy server is not an ill one.
/// Whoever owns the cluster has places beyond those, to look at what keeps it busy, and to end that.
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

        using var place = limits.Requests.TryEnter() ?? SystemPlace(context) ?? throw Refusals.TooManyRequests("requests");
        await next(context);
    }

    private IDisposable? SystemPlace(HttpContext context) => context.Features.Get<Caller>() is { IsMaster: true } ? limits.SystemRequests.TryEnter() : null;
}
