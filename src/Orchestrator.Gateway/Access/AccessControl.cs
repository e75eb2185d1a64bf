using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orchestrator.Gateway.Access.Authentication;
using Orchestrator.Gateway.Access.Rules;

namespace Orchestrator.Gateway.Access;

/// <summary>Lets through who is known and may do what they ask for. Only routes that are named here are for everybody, so a new one is closed until somebody opens it.</summary>
internal sealed class AccessControl(RequestDelegate next, CallerFinder callers, Impersonation impersonation, Authorizer authorizer)
{
    /// <summary>
    /// Health and version, as Kubernetes has them; and metrics, which have counts and no names of objects, so that what gathers them needs no credentials.
    /// </summary>
    private static readonly FrozenSet<string> ForEverybody = FrozenSet.Create(StringComparer.Ordinal, "/healthz", "/livez", "/readyz", "/version", "/metrics");

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not RouteEndpoint { RoutePattern.RawText: { } pattern } || !ForEverybody.Contains(pattern))
        {
            var caller = await impersonation.ApplyAsync(context, await callers.FindAsync(context));
            context.Features.Set(caller);
            await authorizer.RequireAsync(caller, AccessRequest.Of(context), context.RequestAborted);
        }

        await next(context);
    }
}
