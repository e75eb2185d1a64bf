using Microsoft.AspNetCore.Http;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Gateway.Access.Reviews;

/// <summary>Answers with a document that is not stored.</summary>
internal static class DocumentAnswer
{
    public static async Task WriteAsync<T>(HttpContext context, int code, T document)
    {
        var body = ResourceJson.SerializeToUtf8(document);
        context.Response.StatusCode = code;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;

        // Whoever is between must not keep what was meant for one caller.
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
