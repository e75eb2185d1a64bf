using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Orchestrator.Gateway.Reading;

/// <summary>Begins JSON answers and writes them without holding them whole.</summary>
internal static class JsonAnswer
{
    /// <summary>How much is written before the client has to take some of it.</summary>
    private const int UnsentBytesMax = 64 * 1024;

    /// <summary>Documents are stored without escapes that JSON does not need, and the answers around them are written the same way.</summary>
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Begins an answer.</summary>
    public static Utf8JsonWriter Start(HttpContext context, int code = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "application/json";
        return Continue(context);
    }

    /// <summary>Goes on with an answer whose head is out.</summary>
    public static Utf8JsonWriter Continue(HttpContext context) => new(context.Response.BodyWriter, Options);

    /// <summary>Sends what was written so far if it is much.</summary>
    public static ValueTask SendSomeAsync(HttpContext context, Utf8JsonWriter json)
    {
        if (json.BytesPending + context.Response.BodyWriter.UnflushedBytes < UnsentBytesMax)
        {
            return ValueTask.CompletedTask;
        }

        json.Flush();
        return SendAsync(context);
    }

    /// <summary>Sends what has been written.</summary>
    public static async ValueTask SendAsync(HttpContext context) => await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
}
