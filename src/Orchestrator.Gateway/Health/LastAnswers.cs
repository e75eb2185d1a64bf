using Microsoft.AspNetCore.Http;

namespace Orchestrator.Gateway.Health;

/// <summary>
/// Ends connections with an answer while the process drains. A connection that is closed while nothing is under way on it may be closed just as the client
/// sends its next request, which then fails.
/// </summary>
internal sealed class LastAnswers(RequestDelegate next, Draining draining)
{
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(() =>
        {
            if (draining.HasBegun)
            {
                context.Response.Headers.Connection = "close";
            }

            return Task.CompletedTask;
        });
        return next(context);
    }
}
