using Microsoft.AspNetCore.Http;
using Orchestrator.Gateway.Requests;
using Orchestrator.Gateway.Tables;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Reading;

/// <summary>Answers with one object, as it is, as its metadata or as a row of a table.</summary>
internal sealed class ObjectAnswer<T>(TableWriter<T> table)
    where T : class, IResource<T>
{
    public async Task WriteAsync(HttpContext context, int code, ReadOnlyMemory<byte> document)
    {
        var form = AnswerFormNegotiation.Of(context.Request);
        var include = TableWriter<T>.IncludedBy(context.Request.Query);
        await using var json = JsonAnswer.Start(context, code);
        if (form == AnswerForm.Table)
        {
            table.WriteStart(json, new ListMetadata(null), withColumns: true);
            table.WriteRow(json, document, include);
            TableWriter<T>.WriteEnd(json);
        }
        else if (form == AnswerForm.Metadata)
        {
            PartialMetadata.Write(json, document.Span);
        }
        else
        {
            json.WriteRawValue(document.Span, skipInputValidation: true);
        }

        json.Flush();
        await JsonAnswer.SendAsync(context);
    }
}
