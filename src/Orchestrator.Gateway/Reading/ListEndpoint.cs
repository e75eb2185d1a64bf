using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts.Reading;
using Orchestrator.Gateway.Errors;
using Orchestrator.Gateway.Requests;
using Orchestrator.Gateway.Tables;
using Orchestrator.Gateway.Watching;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Reading;

/// <summary>Lists objects, as they are now or were at a version, or watches them where the query asks for that.</summary>
internal sealed class ListEndpoint<T>(ResourceModel<T> model, IResourceReader reader, TableWriter<T> table, WatchEndpoint<T> watch)
    where T : class, IResource<T>
{
    private KindDescription Kind => model.Kind;

    public Task InvokeAsync(HttpContext context) => ListOptions.AsksForWatch(context.Request.Query) ? watch.InvokeAsync(context) : ListAsync(context);

    private async Task ListAsync(HttpContext context)
    {
        var options = ListOptions.Read(context, Kind);
        var form = AnswerFormNegotiation.Of(context.Request);
        var include = TableWriter<T>.IncludedBy(context.Request.Query);
        var list = await reader.ListAsync(options.Query, context.RequestAborted);
        RequireVersion(options, list.ResourceVersion);
        if (list.StaleBecause is { } stale)
        {
            DocumentReading.Warn(context, [stale]);
        }

        if (form == AnswerForm.Table)
        {
            await WriteTableAsync(context, list, include);
        }
        else
        {
            await WriteListAsync(context, list, metadataOnly: form == AnswerForm.Metadata);
        }
    }

    private static void RequireVersion(ListOptions options, long current)
    {
        if (options.ResourceVersion > current)
        {
            throw Refusals.VersionAhead(options.ResourceVersion.Value, current);
        }
    }

    private async Task WriteListAsync(HttpContext context, ResourceList list, bool metadataOnly)
    {
        await using var json = JsonAnswer.Start(context);
        json.WriteStartObject();
        json.WriteString("kind", metadataOnly ? $"{PartialMetadata.Kind}List" : Kind.ListKind);
        json.WriteString("apiVersion", metadataOnly ? PartialMetadata.ApiVersion : Kind.ApiVersion);
        json.WritePropertyName("metadata");
        new ListMetadata(list.ResourceVersion, list.Continue, list.Remaining).Write(json);
        json.WriteStartArray("items");
        foreach (var item in list.Items)
        {
            if (metadataOnly)
            {
                PartialMetadata.Write(json, item.Document.Span);
            }
            else
            {
                json.WriteRawValue(model.Shown(item.Document).Span, skipInputValidation: true);
            }

            await JsonAnswer.SendSomeAsync(context, json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        await JsonAnswer.SendAsync(context);
    }

    private async Task WriteTableAsync(HttpContext context, ResourceList list, IncludeObject include)
    {
        await using var json = JsonAnswer.Start(context);
        table.WriteStart(json, new ListMetadata(list.ResourceVersion, list.Continue, list.Remaining), withColumns: true);
        foreach (var item in list.Items)
        {
            table.WriteRow(json, item.Document, include);
            await JsonAnswer.SendSomeAsync(context, json);
        }

        TableWriter<T>.WriteEnd(json);
        json.Flush();
        await JsonAnswer.SendAsync(context);
    }
}
