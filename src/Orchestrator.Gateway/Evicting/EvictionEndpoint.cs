using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Gateway.Errors;
using Orchestrator.Gateway.Requests;
using Orchestrator.Gateway.Writing;
using Orchestrator.Planning.Disruptions;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orleans;

namespace Orchestrator.Gateway.Evicting;

/// <summary>The <c>eviction</c> subresource of pods, which <c>kubectl drain</c> uses: refused where the pod's disruption budget would be violated.</summary>
internal sealed class EvictionEndpoint(IGrainFactory grains, IResourceWriter<Pod> writer, VersionPrecondition precondition)
{
    private static readonly KindDescription Kind = ResourceKinds.Of<Pod>();

    /// <summary>Only decoding asks for this: evictions are not stored, so they are no kind of the registry.</summary>
    private static readonly KindDescription EvictionKind = Kind with { Group = "policy", Version = "v1", Kind = "Eviction", Type = typeof(Eviction) };

    public async Task InvokeAsync(HttpContext context)
    {
        var key = ResourcePath.KeyOf(context, Kind);
        var asked = ObjectIdentity.At(await DocumentReading.ReadAsync<Eviction>(context, EvictionKind), key);
        var delete = DeleteParameters.Of(asked.DeleteOptions ?? new DeleteOptions(), context.Request.Query.DryRun());
        var found = await writer.ReadAsync(key, context.RequestAborted) ?? throw ApiErrors.NotFound(Kind.Group, Kind.Plural, key.Name);
        var uid = found.Resource.Metadata.Uid;
        if (delete.Request.ExpectedUid is { } expected && expected != uid)
        {
            throw ApiErrors.Conflict(
                Kind.Group, Kind.Plural, key.Name, $"Precondition failed: UID in precondition: {expected}, UID in object meta: {uid}");
        }

        if (await precondition.ResolveAsync(Kind, key.Name, uid, delete.ResourceVersion, context.RequestAborted) is { } revision && revision != found.Revision)
        {
            throw ApiErrors.Modified(Kind.Group, Kind.Plural, key.Name);
        }

        if (!EvictionRules.NeedsNoBudget(found.Resource))
        {
            await grains.GetGrain<IDisruptionGrain>(GrainKey.Disruptions).AllowEviction(key.Namespace, key.Name, delete.Request.DryRun).WaitAsync(context.RequestAborted);
        }

        if (!delete.Request.DryRun)
        {
            await EvictAsync(key, found.Resource, delete.Request, context.RequestAborted);
        }

        await StatusAnswer.WriteAsync(context, new Status { State = StatusState.Success, Code = StatusCodes.Status201Created });
    }

    // What is ending already can only be told to end sooner.
    private Task EvictAsync(ResourceKey key, Pod pod, DeleteRequest request, CancellationToken cancellationToken) =>
        pod.Metadata.DeletionTimestamp is not null
            ? writer.DeleteAsync(key, request, cancellationToken)
            : GrainWrite.AskAsync(
                () => grains.GetGrain<IPodGrain>(GrainKey.Pod(key.Namespace, key.Name)).Evict(new EvictionOrder
                {
                    Uid = pod.Metadata.Uid,
                    Reason = "EvictionByEvictionAPI",
                    Message = "Eviction API: evicting",
                    GracePeriodSeconds = request.GracePeriodSeconds,
                }),
                cancellationToken);
}
