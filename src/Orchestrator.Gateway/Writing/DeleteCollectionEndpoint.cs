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

/// <summary>Deletes all objects that match, a page of the list after the other.</summary>
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

        var deleted = new List<T>();
        var complete = 0L;
        do
        {
            var page = await reader.ListAsync(query, context.RequestAborted);
            complete = page.ResourceVersion;
            foreach (var item in page.Items)
            {
                if (await DeleteAsync(item, request, context.RequestAborted) is { } last)
                {
                    deleted.Add(last);
                }
            }

            query = query with { Continue = page.Continue };
        }
        while (query.Continue is not null);
        await WriteAsync(context, deleted, complete);
    }

    // As Kubernetes answers: the objects as they were last.
    private async Task WriteAsync(HttpContext context, List<T> deleted, long version)
    {
        await using var json = JsonAnswer.Start(context);
        json.WriteStartObject();
        json.WriteString("kind", Kind.ListKind);
        json.WriteString("apiVersion", Kind.ApiVersion);
        json.WritePropertyName("metadata");
        new ListMetadata(version).Write(json);
        json.WriteStartArray("items");
        foreach (var item in deleted)
        {
            json.WriteRawValue(model.Shown(ResourceJson.SerializeToUtf8(item)).Span, skipInputValidation: true);
            await JsonAnswer.SendSomeAsync(context, json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
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
