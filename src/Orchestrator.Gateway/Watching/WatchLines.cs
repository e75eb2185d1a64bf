using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts.Reading;
using Orchestrator.Gateway.Reading;
using Orchestrator.Gateway.Requests;
using Orchestrator.Gateway.Tables;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Gateway.Watching;

/// <summary>Writes the lines of a watch, each of which is sent as soon as it is written.</summary>
internal sealed class WatchLines<T>(ResourceModel<T> model, TableWriter<T> table)
    where T : class, IResource<T>
{
    private KindDescription Kind => model.Kind;
    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    /// <summary>How the client of a request wants the objects.</summary>
    public static WatchFormat FormatFor(HttpContext context) =>
        new(AnswerFormNegotiation.Of(context.Request), TableWriter<T>.IncludedBy(context.Request.Query));

    /// <summary>Sends the head of the answer, so that the client knows that the watch has begun before anything happens.</summary>
    public static async Task StartAsync(HttpContext context)
    {
        if (!context.Response.HasStarted)
        {
            context.Response.ContentType = "application/json";
            context.Response.Headers.CacheControl = "no-cache";
            await context.Response.StartAsync(context.RequestAborted);
            await JsonAnswer.SendAsync(context);
        }
    }

    /// <summary>Writes a change.</summary>
    public Task WriteAsync(HttpContext context, WatchLine line, WatchFormat format) => WriteLineAsync(context, TypeOf(line.Change.Type), json =>
    {
        if (format.Form == AnswerForm.Table)
        {
            WriteTable(json, line, format);
        }
        else if (line.Change.Type == WatchEventType.Bookmark)
        {
            var metadataOnly = format.Form == AnswerForm.Metadata;
            WriteBookmark(json, line, metadataOnly ? PartialMetadata.Kind : Kind.Kind, metadataOnly ? PartialMetadata.ApiVersion : Kind.ApiVersion);
        }
        else if (format.Form == AnswerForm.Metadata)
        {
            PartialMetadata.Write(json, line.Change.Document.Span);
        }
        else
        {
            json.WriteRawValue(model.Shown(line.Change.Document).Span, skipInputValidation: true);
        }
    });

    /// <summary>Writes what went wrong; nothing may follow.</summary>
    public static Task WriteErrorAsync(HttpContext context, Status status) =>
        WriteLineAsync(context, "ERROR", json => json.WriteRawValue(ResourceJson.SerializeToUtf8(status), skipInputValidation: true));

    private static async Task WriteLineAsync(HttpContext context, string type, Action<Utf8JsonWriter> writeObject)
    {
        await using (var json = JsonAnswer.Continue(context))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            json.WritePropertyName("object");
            writeObject(json);
            json.WriteEndObject();
        }

        await context.Response.BodyWriter.WriteAsync(LineEnd, context.RequestAborted);
    }

    private void WriteTable(Utf8JsonWriter json, WatchLine line, WatchFormat format)
    {
        table.WriteStart(json, new ListMetadata(line.Change.ResourceVersion), format.TakeColumns());
        if (line.Change.Type != WatchEventType.Bookmark)
        {
            table.WriteRow(json, line.Change.Document, format.Include);
        }
        else if (line.EndsInitialEvents)
        {
            // A client looks for the note on the object of the one row.
            json.WriteStartObject();
            json.WriteStartArray("cells");
            json.WriteEndArray();
            json.WritePropertyName("object");
            WriteBookmark(json, line, PartialMetadata.Kind, PartialMetadata.ApiVersion);
            json.WriteEndObject();
        }

        TableWriter<T>.WriteEnd(json);
    }

    private static void WriteBookmark(Utf8JsonWriter json, WatchLine line, string kind, string apiVersion)
    {
        json.WriteStartObject();
        json.WriteString("kind", kind);
        json.WriteString("apiVersion", apiVersion);
        json.WriteStartObject("metadata");
        json.WriteString("resourceVersion", line.Change.ResourceVersion.ToString(CultureInfo.InvariantCulture));
        json.WriteNull("creationTimestamp");
        if (line.EndsInitialEvents)
        {
            json.WriteStartObject("annotations");
            json.WriteString("k8s.io/initial-events-end", "true");
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string TypeOf(WatchEventType type) => type switch
    {
        WatchEventType.Added => "ADDED",
        WatchEventType.Modified => "MODIFIED",
        WatchEventType.Deleted => "DELETED",
        _ => "BOOKMARK",
    };
}
