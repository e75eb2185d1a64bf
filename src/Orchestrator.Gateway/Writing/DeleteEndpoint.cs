using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts;
using Orchestrator.Gateway.Errors;
using Orchestrator.Gateway.Requests;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Writing;

/// <summary>Deletes an object. The answer is the object where it goes on existing for a while, else a Status that says what is gone.</summary>
internal sealed class DeleteEndpoint<T>(ResourceModel<T> model, IResourceWriter<T> writer, VersionPrecondition precondition, WriteAnswer<T> answer)
    where T : class, IResource<T>, new()
{
    private KindDescription Kind => model.Kind;

    public async Task InvokeAsync(HttpContext context)
    {
        var key = ResourcePath.KeyOf(context, Kind);
        var (request, version) = await DeleteParameters.ReadAsync(context);
        if (version is { Length: > 0 })
        {
            var current = await writer.ReadAsync(key, context.RequestAborted) ?? throw ApiErrors.NotFound(Kind.Group, Kind.Plural, key.Name);
            var uid = current.Resource.Metadata.Uid;
            request = request with { ExpectedRevision = await precondition.ResolveAsync(Kind, key.Name, uid, version, context.RequestAborted) };
        }

        var deleted = await writer.DeleteAsync(key, request, context.RequestAborted);
        if (deleted.Gone)
        {
            await StatusAnswer.WriteAsync(context, Success(deleted.Resource));
        }
        else
        {
            await answer.WriteAsync(context, StatusCodes.Status200OK, deleted.Resource, deleted.Revision);
        }
    }

    private Status Success(T gone) => new()
    {
        State = StatusState.Success,
        Code = StatusCodes.Status200OK,
        Details = new StatusDetails
        {
            Name = gone.Metadata.Name,
            Group = Kind.Group.Length > 0 ? Kind.Group : null,
            Kind = Kind.Plural,
            Uid = gone.Metadata.Uid,
        },
    };
}
