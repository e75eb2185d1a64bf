using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Gateway.Errors;
using Orchestrator.Gateway.Reading;
using Orchestrator.Gateway.Requests;
using Orchestrator.Gateway.Writing;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.FieldManagers;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Gateway.Scaling;

/// <summary>The <c>scale</c> subresource: reads and sets how many replicas are wanted, and nothing else.</summary>
internal sealed class ScaleEndpoints<T>(
    ResourceModel<T> model, IResourceReader reader, ChangeOfObject<T> change, WriteAnswer<T> answer, FieldWriters writers, ScaleAccess<T> access)
    where T : class, IResource<T>, new()
{
    private const string Subresource = "scale";

    private KindDescription Kind => model.Kind;

    /// <summary>Only decoding asks for this: scales are not stored, so they are no kind of the registry.</summary>
    private readonly RecordModel<Scale> _scale = new(model.Kind with { Group = "autoscaling", Version = "v1", Kind = "Scale", Type = typeof(Scale), Custom = null });

    public async Task GetAsync(HttpContext context)
    {
        var key = ResourcePath.KeyOf(context, Kind);
        var stored = await reader.FindAsync(key, context.RequestAborted) ?? throw ApiErrors.NotFound(Kind.Group, Kind.Plural, key.Name);
        await WriteAsync(context, model.Read(stored.Document.Span));
    }

    public async Task PutAsync(HttpContext context)
    {
        var key = ResourcePath.KeyOf(context, Kind);
        var asked = ObjectIdentity.At(await DocumentReading.ReadAsync(context, _scale), key);
        var who = writers.Updating(context, Kind, Subresource);
        await ChangeAsync(context, key, asked.Metadata, current => Task.FromResult(Updated(current.Resource, asked, who)));
    }

    public async Task PatchAsync(HttpContext context)
    {
        var key = ResourcePath.KeyOf(context, Kind);
        var patch = await RequestPatch.ReadAsync(context, _scale);
        var asked = patch.Identity();
        if (patch.Type == PatchType.Apply)
        {
            var applying = writers.Applying(context, Kind, Subresource);
            await ChangeAsync(context, key, asked, current => Task.FromResult(Applied(current.Resource, patch, key, applying)));
            return;
        }

        var who = writers.Updating(context, Kind, Subresource);
        await ChangeAsync(context, key, asked, async current =>
        {
            var resource = patch.CanTest ? await answer.WithVersionAsync(current.Resource, current.Revision, context.RequestAborted) : current.Resource;
            var patched = patch.Apply(ResourceJson.ToNode(ScaleOf(resource)), _scale.Kind.Schema);
            var scale = DocumentReading.Decode(context, _scale, ResourceJson.SerializeToUtf8(patched), BodyFormat.Json);
            return Updated(current.Resource, ObjectIdentity.At(scale, key), who);
        });
    }

    private async Task ChangeAsync(HttpContext context, ResourceKey key, ObjectMeta asked, Func<Versioned<T>, Task<T>> make)
    {
        var uid = asked.Uid.Length > 0 ? asked.Uid : null;
        var changed = await change.ApplyAsync(key, asked.ResourceVersion, uid, context.Request.Query.DryRun(), make, context.RequestAborted);
        await WriteAsync(context, await answer.WithVersionAsync(changed.Resource, changed.Revision, context.RequestAborted));
    }

    private T Updated(T current, Scale asked, FieldWriter who) => FieldOwnership.AfterUpdate(current, WithReplicas(current, asked), who, model);

    /// <summary>An applied scale says one thing of the object behind it: how many replicas it wants, where it names any.</summary>
    private T Applied(T current, RequestPatch patch, ResourceKey key, FieldWriter who)
    {
        var asked = ObjectIdentity.At(ResourceJson.Deserialize<Scale>(patch.Body), key);
        var written = new JsonObject();
        if (patch.Body["spec"]?["replicas"] is not null)
        {
            JsonNode replicas = JsonValue.Create(access.Wanted(WithReplicas(current, asked)));
            written = (JsonObject)access.WantedPath.Reverse().Aggregate(replicas, (inner, name) => new JsonObject { [name] = inner });
        }

        try
        {
            return ServerSideApply.Apply(current, written, who, patch.Force, model);
        }
        catch (FieldConflictException conflict)
        {
            throw Refusals.FieldConflict(conflict);
        }
    }

    private T WithReplicas(T current, Scale asked)
    {
        var replicas = asked.Spec.Replicas;
        return replicas >= 0 ? access.With(current, replicas) : throw ApiErrors.Invalid("autoscaling", "Scale", current.Metadata.Name, [new StatusCause
        {
            Reason = FieldErrorReason.Invalid,
            Field = "spec.replicas",
            Message = $"Invalid value: {replicas}: must be greater than or equal to 0",
        }]);
    }

    private Scale ScaleOf(T resource)
    {
        var meta = resource.Metadata;
        return new Scale
        {
            Metadata = new ObjectMeta
            {
                Name = meta.Name,
                Namespace = meta.Namespace,
                Uid = meta.Uid,
                ResourceVersion = meta.ResourceVersion,
                CreationTimestamp = meta.CreationTimestamp,
            },
            Spec = new ScaleSpec { Replicas = access.Wanted(resource) },
            Status = new ScaleStatus { Replicas = access.Present(resource), Selector = access.Selector(resource) },
        };
    }

    private async Task WriteAsync(HttpContext context, T resource)
    {
        await using var json = JsonAnswer.Start(context);
        json.WriteRawValue(ResourceJson.SerializeToUtf8(ScaleOf(resource)), skipInputValidation: true);
        json.Flush();
        await JsonAnswer.SendAsync(context);
    }
}
