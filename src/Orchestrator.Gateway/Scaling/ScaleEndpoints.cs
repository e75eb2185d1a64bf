using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Gateway.Reading;
using Orchestrator.Gateway.Requests;
using Orchestrator.Gateway.Tables;
using Orchestrator.Gateway.Writing;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Gateway.Scaling;

/// <summary>The <c>scale</c> subresource: reads and sets how many replicas are wanted, and nothing else.</summary>
internal sealed class ScaleEndpoints<T>(IResourceReader reader, ChangeOfObject<T> change, WriteAnswer<T> answer, ScaleAccess<T> access)
    where T : class, IResource<T>
{
    private static readonly KindDescription Kind = ResourceKinds.Of<T>();

    /// <summary>Only decoding asks for this: scales are not stored, so they are no kind of the registry.</summary>
    private static readonly KindDescription ScaleKind = Kind with { Group = "autoscaling", Version = "v1", Kind = "Scale", Type = typeof(Scale) };

    public async Task GetAsync(HttpContext context)
    {
        var key = ResourcePath.KeyOf(context, Kind);
        var stored = await reader.FindAsync(key, context.RequestAborted) ?? throw ApiErrors.NotFound(Kind.Group, Kind.Plural, key.Name);
        await WriteAsync(context, ResourceJson.Deserialize<T>(stored.Document.Span));
    }

    public async Task PutAsync(HttpContext context)
    {
        var key = ResourcePath.KeyOf(context, Kind);
        var asked = ObjectIdentity.At(await DocumentReading.ReadAsync<Scale>(context, ScaleKind), key);
        await ChangeAsync(context, key, asked.Metadata, current => Task.FromResult(WithReplicas(current.Resource, asked)));
    }

    public async Task PatchAsync(HttpContext context)
    {
        var key = ResourcePath.KeyOf(context, Kind);
        var patch = await RequestPatch.ReadAsync(context);
        var asked = patch.Identity();
        await ChangeAsync(context, key, asked, async current =>
        {
            var resource = patch.CanTest ? await answer.WithVersionAsync(current.Resource, current.Revision, context.RequestAborted) : current.Resource;
            var patched = patch.Apply(ResourceJson.ToNode(ScaleOf(resource)), ScaleKind.Schema);
            var scale = DocumentReading.Decode<Scale>(context, ScaleKind, ResourceJson.SerializeToUtf8(patched), BodyFormat.Json);
            return WithReplicas(current.Resource, ObjectIdentity.At(scale, key));
        });
    }

    private async Task ChangeAsync(HttpContext context, ResourceKey key, ObjectMeta asked, Func<Versioned<T>, Task<T>> make)
    {
        var uid = asked.Uid.Length > 0 ? asked.Uid : null;
        var changed = await change.ApplyAsync(key, asked.ResourceVersion, uid, context.Request.Query.DryRun(), make, context.RequestAborted);
        await WriteAsync(context, await answer.WithVersionAsync(changed.Resource, changed.Revision, context.RequestAborted));
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
            Status = new ScaleStatus { Replicas = access.Present(resource), Selector = SelectorText.Write(access.Selector(resource)) },
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
