using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts;
using Orchestrator.Gateway.Requests;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Writing;

/// <summary>Replaces an object.</summary>
internal sealed class ReplaceEndpoint<T>(IResourceWriter<T> writer, VersionPrecondition precondition, WriteAnswer<T> answer)
    where T : class, IResource<T>, new()
{
    private static readonly KindDescription Kind = ResourceKinds.Of<T>();

    public async Task InvokeAsync(HttpContext context)
    {
        var dryRun = context.Request.Query.DryRun();
        var key = ResourcePath.KeyOf(context, Kind);
        var resource = ObjectIdentity.At(await DocumentReading.ReadAsync<T>(context, Kind), key);
        var current = await writer.ReadAsync(key, context.RequestAborted) ?? throw ApiErrors.NotFound(Kind.Group, Kind.Plural, key.Name);
        var meta = resource.Metadata;
        var options = new WriteOptions
        {
            DryRun = dryRun,
            ExpectedUid = meta.Uid.Length > 0 ? meta.Uid : null,
            ExpectedRevision = await precondition.ResolveAsync(Kind, key.Name, current.Resource.Metadata.Uid, meta.ResourceVersion, context.RequestAborted),
        };
        var replaced = await writer.ReplaceAsync(key, resource, options, context.RequestAborted);
        await answer.WriteAsync(context, StatusCodes.Status200OK, replaced.Resource, replaced.Revision);
    }
}
