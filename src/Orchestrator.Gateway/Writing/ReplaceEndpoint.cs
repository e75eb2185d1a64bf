using Microsoft.AspNetCore.Http;
using Orchestrator.Gateway.Requests;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.FieldManagers;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Writing;

/// <summary>Replaces an object.</summary>
internal sealed class ReplaceEndpoint<T>(ChangeOfObject<T> change, WriteAnswer<T> answer, FieldWriters writers)
    where T : class, IResource<T>, new()
{
    private static readonly KindDescription Kind = ResourceKinds.Of<T>();

    /// <summary>Which part of the object is replaced.</summary>
    public string Part { get; init; } = WrittenPart.Main;

    public async Task InvokeAsync(HttpContext context)
    {
        var dryRun = context.Request.Query.DryRun();
        var who = writers.Updating(context, Kind, Part);
        var key = ResourcePath.KeyOf(context, Kind);
        var resource = Acceptance.Complete(Kind, ObjectIdentity.At(await DocumentReading.ReadAsync<T>(context, Kind), key));
        var meta = resource.Metadata;
        var uid = meta.Uid.Length > 0 ? meta.Uid : null;
        var replaced = await change.ApplyAsync(
            key,
            meta.ResourceVersion,
            uid,
            dryRun,
            current => Task.FromResult(FieldOwnership.AfterUpdate(current.Resource, WrittenPart.Of(Part, current.Resource, resource), who)),
            context.RequestAborted);
        await answer.WriteAsync(context, StatusCodes.Status200OK, replaced.Resource, replaced.Revision);
    }
}
