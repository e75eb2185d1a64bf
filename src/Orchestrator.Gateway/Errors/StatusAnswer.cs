using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Gateway.Errors;

/// <summary>Writes a Status as the whole answer.</summary>
internal static class StatusAnswer
{
    public static async Task WriteAsync(HttpContext context, Status status)
    {
        var response = context.Response;
        response.StatusCode = status.Code;
        response.ContentType = "application/json";
        if (status.Details?.RetryAfterSeconds is > 0 and var seconds)
        {
            response.Headers[HeaderNames.RetryAfter] = seconds.ToString(CultureInfo.InvariantCulture);
        }

        var body = ResourceJson.SerializeToUtf8(status);
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(body, context.RequestAborted);
        }
    }
}
