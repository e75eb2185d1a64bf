using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Gateway.Requests;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Reading;

/// <summary>Reads one object.</summary>
internal sealed class GetEndpoint<T>(IResourceReader reader, ObjectAnswer<T> answer)
    where T : class, IResource<T>
{
    private static readonly KindDescription Kind = ResourceKinds.Of<T>();

    public async Task InvokeAsync(HttpContext context)
    {
        var key = ResourcePath.KeyOf(context, Kind);
        var stored = await reader.FindAsync(key, context.RequestAborted) ?? throw ApiErrors.NotFound(Kind.Group, Kind.Plural, key.Name);
        await answer.WriteAsync(context, StatusCodes.Status200OK, stored.Document);
    }
}
