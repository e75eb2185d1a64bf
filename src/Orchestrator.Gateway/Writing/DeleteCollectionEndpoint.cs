using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Gateway.Reading;
using Orchestrator.Gateway.Requests;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Gateway.Writing;

/// <summary>
/// Deletes all objects that match, a page of the list after the other, and tells of each page before it goes on: of large collections it never holds more. What goes wrong with the
/// first page is the answer's status; what goes wrong later cuts the answer off.
/// </summary>
internal sealed class DeleteCollectionEndpoint<T>(ResourceModel<T> model, IResourceReader reader, IResourceWriter<T> writer, IOptions<GatewayOptions> options)
    where T : class, IResource<T>
{
    private KindDescription Kind => model.Kind;

    public async Task InvokeAsync(HttpContext context)
    {
        var query = ListOptions.Read(context, Kind).Query with { Limit = options.Value.ListChunkItems, Continue = null, AsStored = true };
        var (request, version) = await DeleteParameters.ReadAsync(context);
        if (version is { Length: > 0 } || request.ExpectedUid is not null)
        {
            throw ApiErrors.BadRequest("preconditions are about one object; delete that one by its name");
        }

        var page = await DeletePageAsync(query, request, context.RequestAborted);
        await using var json = JsonAnswer.Start(context);
        json.WriteStartObject();
        json.WriteString("kind", Kind.ListKind);
        json.WriteString("apiVersion", Kind.ApiVersion);
        json.WritePropertyName("metadata");
        new ListMetadata(page.Found.ResourceVersion).Write(json);
        json.WriteStartArray("items");
        await WriteAsync(context, json, page.Deleted);
        while (page.Found.Continue is { } next)
        {
            page = await DeletePageAsync(query with { Continue = next }, request, context.RequestAborted);
            await WriteAsync(context, json, page.Deleted);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        await JsonAnswer.SendAsync(context);
    }

    private async Task<(ResourceList Found, List<T> Deleted)> DeletePageAsync(ResourceQuery query, DeleteRequest request, CancellationToken cancellationToken)
    {
        var found = await reader.ListAsync(query, cancellationToken);
        var deleted = new List<T>();
        foreach (var item in found.Items)
        {
            if (await DeleteAsync(item, request, cancellationToken) is { } last)
            {
                deleted.Add(last);
            }
        }

        return (found, deleted);
    }

    // As Kubernetes answers: the objects as they were last. All of it is sent, so that a fault in what follows can only cut the answer off.
    private async Task WriteAsync(HttpContext context, Utf8JsonWriter json, List<T> deleted)
    {
        foreach (var item in deleted)
        {
            json.WriteRawValue(model.Shown(ResourceJson.SerializeToUtf8(item)).Span, skipInputValidation: true);
            await JsonAnswer.SendSomeAsync(context, json);
        }

        json.Flush();
        await JsonAnswer.SendAsync(context);
    }

    /// <summary>Deletes the very object that the list had. One that has gone or been made anew since is not meant.</summary>
    private async Task<T?> DeleteAsync(StoredResource item, DeleteRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return (await writer.DeleteAsync(item.Key, request with { ExpectedUid = item.Uid }, cancellationToken)).Resource;
        }
        catch (ApiException gone) when (gone.Status.Reason is "NotFound" or "Conflict")
        {
            // What is wanted is the case: the object of the list is no more.
            return null;
        }
    }
}
