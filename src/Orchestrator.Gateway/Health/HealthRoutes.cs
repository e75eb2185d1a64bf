using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Orchestrator.Gateway.Health;

/// <summary>Says whether the process lives and whether it can serve, as Kubernetes does: <c>ok</c>, or a line a check.</summary>
internal sealed class HealthRoutes(Readiness readiness)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        // A process whose database is away is not to be killed for it, so living asks for nothing but an answer.
        routes.MapMethods("/livez", [HttpMethods.Get], context => WriteAsync(context, "livez", [new CheckResult("ping", true)]));
        routes.MapMethods("/healthz", [HttpMethods.Get], context => AnswerReadyAsync(context, "healthz"));
        routes.MapMethods("/readyz", [HttpMethods.Get], context => AnswerReadyAsync(context, "readyz"));
    }

    private async Task AnswerReadyAsync(HttpContext context, string name) =>
        await WriteAsync(context, name, await readiness.CheckAsync(context.RequestAborted));

    private static Task WriteAsync(HttpContext context, string name, IReadOnlyList<CheckResult> results)
    {
        var passed = results.All(result => result.Passed);
        context.Response.StatusCode = passed ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers["X-Content-Type-Options"] = "nosniff";
        if (passed && !context.Request.Query.ContainsKey("verbose"))
        {
            return context.Response.WriteAsync("ok", context.RequestAborted);
        }

        var text = new StringBuilder();
        foreach (var result in results)
        {
            text.Append(result.Passed ? $"[+]{result.Name} ok\n" : $"[-]{result.Name} failed: reason withheld\n");
        }

        text.Append(name).Append(passed ? " check passed\n" : " check failed\n");
        return context.Response.WriteAsync(text.ToString(), context.RequestAborted);
    }
}
