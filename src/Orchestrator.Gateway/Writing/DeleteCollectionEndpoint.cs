using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Gateway.Errors;
using Orchestrator.Gateway.Requests;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

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

        do
        {
            var page = await reader.ListAsync(query, context.RequestAborted);
            foreach (var item in page.Items)
            {
                await DeleteAsync(item, request, context.RequestAborted);
            }

            query = query with { Continue = page.Continue };
        }
        while (query.Continue is not null);
        await StatusAnswer.WriteAsync(context, new Status
        {
            State = StatusState.Success,
            Code = StatusCodes.Status200OK,
            Details = new StatusDetails { Group = Kind.Group.Length > 0 ? Kind.Group : null, Kind = Kind.Plural },
        });
    }

    /// <summary>Deletes the very object that the list had. One that has gone or been made anew since is not meant.</summary>
    private async Task DeleteAsync(StoredResource item, DeleteRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await writer.DeleteAsync(item.Key, request with { ExpectedUid = item.Uid }, cancellationToken);
        }
        catch (ApiException gone) when (gone.Status.Reason is "NotFound" or "Conflict")
        {
            // What is wanted is the case: the object of the list is no more.
        }
    }
}
