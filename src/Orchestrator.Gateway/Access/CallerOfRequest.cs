using Microsoft.AspNetCore.Http;

namespace Orchestrator.Gateway.Access;

/// <summary>The caller of a request, once it is known.</summary>
internal static class CallerOfRequest
{
    /// <summary>The caller.</summary>
    public static Caller Caller(this HttpContext context) =>
        context.Features.Get<Caller>() ?? throw new InvalidOperationException("The request was let through without a look at who asks.");
}
