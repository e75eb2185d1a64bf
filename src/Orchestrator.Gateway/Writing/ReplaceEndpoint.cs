using Microsoft.AspNetCore.Http;
using Orchestrator.Gateway.Requests;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.FieldManagers;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Writing;

/// <summary>Replaces an object.</summary>
internal sealed class ReplaceEndpoint<T>(ResourceModel<T> model, ChangeOfObject<T> change, WriteAnswer<T> answer, FieldWriters writers)
    where T : class, IResource<T>, new()
{
    private KindDescription Kind => model.Kind;

    /// <summary>Which part of the object is replaced.</summary>
    public string Part { get; init; } = WrittenPart.Main;

    public async Task InvokeAsync(HttpContext context)
    {
        var dryRun = context.Request.Query.DryRun();
        var who = writers.Updating(context, Kind, Part);
        var key = ResourcePath.KeyOf(context, Kind);
        var resource = Acceptance.Complete(model, ObjectIdentity.At(await DocumentReading.ReadAsync(context, model), key));
        var meta = resource.Metadata;
        var uid = meta.Uid.Length > 0 ? meta.Uid : null;
        var replaced = await change.ApplyAsync(
            key,
            meta.ResourceVersion,
            uid,
            dryRun,
            current => Task.FromResult(FieldOwnership.AfterUpdate(current.Resource, WrittenPart.Of(Part, Kind, current.Resource, resource), who, model)),
            context.RequestAborted);
        await answer.WriteAsync(context, StatusCodes.Status200OK, replaced.Resource, replaced.Revision);
    }
}
