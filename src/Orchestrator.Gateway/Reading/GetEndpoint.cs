using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Gateway.Requests;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Reading;

/// <summary>Reads one object.</summary>
internal sealed class GetEndpoint<T>(ResourceModel<T> model, IResourceReader reader, ObjectAnswer<T> answer)
    where T : class, IResource<T>
{
    public async Task InvokeAsync(HttpContext context)
    {
        var kind = model.Kind;
        var key = ResourcePath.KeyOf(context, kind);
        var stored = await reader.FindAsync(key, context.RequestAborted) ?? throw ApiErrors.NotFound(kind.Group, kind.Plural, key.Name);
        await answer.WriteAsync(context, StatusCodes.Status200OK, model.Shown(stored.Document));
    }
}
