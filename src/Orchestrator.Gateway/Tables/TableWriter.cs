using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts;
using Orchestrator.Gateway.Reading;
using Orchestrator.Gateway.Requests;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Tables;

/// <summary>Writes objects as rows of a <c>meta.k8s.io/v1</c> Table.</summary>
internal sealed class TableWriter<T>(ResourceModel<T> model, ITableColumns<T> columns, TimeProvider time)
    where T : class, IResource<T>
{
    /// <summary>What the rows shall carry besides their cells, as the query says.</summary>
    public static IncludeObject IncludedBy(IQueryCollection query) => query.Text("includeObject") switch
    {
        null or "Metadata" => IncludeObject.Metadata,
        "None" => IncludeObject.None,
        "Object" => IncludeObject.Object,
        var other => throw ApiErrors.BadRequest($"includeObject must be None, Metadata or Object; got \"{other}\""),
    };

    /// <summary>Begins a table; rows and <see cref="WriteEnd"/> follow. The headings may be left out where the client has them already.</summary>
    public void WriteStart(Utf8JsonWriter json, ListMetadata metadata, bool withColumns)
    {
        json.WriteStartObject();
        json.WriteString("kind", "Table");
        json.WriteString("apiVersion", "meta.k8s.io/v1");
        json.WritePropertyName("metadata");
        metadata.Write(json);
        json.WriteStartArray("columnDefinitions");
        foreach (var column in withColumns ? columns.Columns : [])
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("type", column.Type);
            json.WriteString("format", column.Format);
            json.WriteString("description", column.Description);
            json.WriteNumber("priority", column.Priority);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("rows");
    }

    /// <summary>Writes one object's row.</summary>
    public void WriteRow(Utf8JsonWriter json, ReadOnlyMemory<byte> document, IncludeObject include)
    {
        var resource = model.Read(document.Span);
        var now = time.GetUtcNow();
        json.WriteStartObject();
        json.WriteStartArray("cells");
        foreach (var column in columns.Columns)
        {
            column.Cell(resource, now).Write(json);
        }

        json.WriteEndArray();
        WriteObject(json, document, include);
        json.WriteEndObject();
    }

    /// <summary>Ends a table.</summary>
    public static void WriteEnd(Utf8JsonWriter json)
    {
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteObject(Utf8JsonWriter json, ReadOnlyMemory<byte> document, IncludeObject include)
    {
        switch (include)
        {
            case IncludeObject.Object:
                json.WritePropertyName("object");
                json.WriteRawValue(model.Shown(document).Span, skipInputValidation: true);
                break;
            case IncludeObject.Metadata:
                json.WritePropertyName("object");
                PartialMetadata.Write(json, document.Span);
                break;
            default:
                break;
        }
    }
}
