using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Gateway.Requests;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.FieldManagers;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Gateway.Writing;

/// <summary>Changes an object by a patch.</summary>
internal sealed class PatchEndpoint<T>(ResourceModel<T> model, ChangeOfObject<T> change, ApplyPatch<T> apply, WriteAnswer<T> answer, FieldWriters writers)
    where T : class, IResource<T>, new()
{
    private KindDescription Kind => model.Kind;

    /// <summary>Which part of the object is changed.</summary>
    public string Part { get; init; } = WrittenPart.Main;

    public async Task InvokeAsync(HttpContext context)
    {
        var dryRun = context.Request.Query.DryRun();
        var key = ResourcePath.KeyOf(context, Kind);
        var patch = await RequestPatch.ReadAsync(context, model);
        if (patch.Type == PatchType.Apply)
        {
            await apply.InvokeAsync(context, key, patch, dryRun);
            return;
        }

        var who = writers.Updating(context, Kind, Part);
        var asked = patch.Identity();
        var uid = asked.Uid.Length > 0 ? asked.Uid : null;
        var changed = await change.ApplyAsync(
            key, asked.ResourceVersion, uid, dryRun, current => PatchedAsync(context, current, patch, key, who), context.RequestAborted);
        await answer.WriteAsync(context, StatusCodes.Status200OK, changed.Resource, changed.Revision);
    }

    private async Task<T> PatchedAsync(HttpContext context, Versioned<T> current, RequestPatch patch, ResourceKey key, FieldWriter who)
    {
        // A further attempt says anew what has no effect.
        context.Response.Headers.Remove("Warning");
        var resource = patch.CanTest ? await answer.WithVersionAsync(current.Resource, current.Revision, context.RequestAborted) : current.Resource;
        var document = patch.Apply(ResourceJson.ToNode(resource), Kind.Schema);
        var bytes = ResourceJson.SerializeToUtf8(document);
        var patched = Acceptance.Complete(model, ObjectIdentity.At(DocumentReading.Decode(context, model, bytes, BodyFormat.Json, current.Resource), key));
        return FieldOwnership.AfterUpdate(current.Resource, WrittenPart.Of(Part, Kind, current.Resource, patched), who, model);
    }
}
